import NIOCore
import NIOPosix
import Synchronization
import Telemetry

/// Measures how busy the shards' loops are: NIO tells it of every turn of a loop, on that loop.
final class LoopObserver: NIOEventLoopMetricsDelegate {
    /// What one loop has done; written by its thread alone.
    private final class Seat: Sendable {
        let loop: ObjectIdentifier
        let busyNanoseconds = Atomic<UInt64>(0)
        let taskCount = Atomic<Int>(0)
        init(_ loop: ObjectIdentifier) { self.loop = loop }
    }

    // Set once before any loop has work; read without a lock on every turn.
    private nonisolated(unsafe) var seats: [Seat] = []
    private let published = Atomic<Bool>(false)
    private let last = Mutex<(time: UInt64, busy: [UInt64])>((0, []))

    /// Names the loops, in the order of their label.
    func watch(_ loops: [any EventLoop]) {
        self.seats = loops.map { Seat(ObjectIdentifier($0)) }
        self.last.withLock { $0 = (MonotonicClock.now(), loops.map { _ in 0 }) }
        self.published.store(true, ordering: .releasing)
    }

    func processedTick(info: NIOEventLoopTickInfo) {
        guard self.published.load(ordering: .acquiring) else { return }
        for seat in self.seats where seat.loop == info.eventLoopID {
            let busy = UInt64(max((info.endTime - info.startTime).nanoseconds, 0))
            seat.busyNanoseconds.store(seat.busyNanoseconds.load(ordering: .relaxed) &+ busy, ordering: .relaxed)
            seat.taskCount.store(info.numberOfTasks, ordering: .relaxed)
            return
        }
    }

    /// Sets the gauges; the busy ratio is over the time since the last call, at least half a second.
    func publish(_ registry: MetricRegistry) {
        guard self.published.load(ordering: .acquiring) else { return }
        let now = MonotonicClock.now()
        self.last.withLock { last in
            for (index, seat) in self.seats.enumerated() {
                registry.set(
                    Families.nioEventloopQueuedTasks,
                    .index(index),
                    to: Double(seat.taskCount.load(ordering: .relaxed))
                )
            }
            guard now > last.time + 500_000_000 else { return }
            let elapsed = Double(now - last.time)
            for (index, seat) in self.seats.enumerated() {
                let busy = seat.busyNanoseconds.load(ordering: .relaxed)
                let ratio = min(Double(busy &- last.busy[index]) / elapsed, 1)
                registry.set(Families.nioEventloopBusyRatio, .index(index), to: ratio)
                last.busy[index] = busy
            }
            last.time = now
        }
    }
}
