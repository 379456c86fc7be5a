import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// Runs a plan: starts the threads, watches them once a second, merges what they have found.
package final class LoadRun {
    /// The threads get so long to be ready before the first arrival.
    private static let leadTime = TimeAmount.milliseconds(5)

    private let plan: RunPlan
    private let control: RunControl
    private let onProgress: (RunProgress) -> Void
    private let onThreadFinish: @Sendable () -> Void
    private var threads: [LoadThread] = []
    private var monitor: CPUMonitor
    private var series: SeriesCollector
    private let quota: Double
    private var origin = NIODeadline.now()
    private var ticksAtStart: (total: Double, steal: Double)?
    private var stealShare: Double?

    /// - Parameters:
    ///   - plan: What to do.
    ///   - control: Ends the run early.
    ///   - onProgress: Called about once a second on the calling thread.
    ///   - onThreadFinish: Called once on each event loop, after its last request.
    package init(
        plan: RunPlan,
        control: RunControl,
        onProgress: @escaping (RunProgress) -> Void = { _ in },
        onThreadFinish: @escaping @Sendable () -> Void = {}
    ) {
        self.plan = plan
        self.control = control
        self.onProgress = onProgress
        self.onThreadFinish = onThreadFinish
        let threads = plan.settings.threads
        self.quota = min(
            ProcessFigures.cgroupQuota() ?? .infinity,
            Double(min(ProcessFigures.affinityCount(), threads))
        )
        self.monitor = CPUMonitor(quota: self.quota)
        let seconds = (plan.settings.warmup + (plan.settings.duration ?? .hours(1))).nanoseconds / 1_000_000_000
        self.series = SeriesCollector(seconds: Double(seconds), threads: threads)
    }

    /// Runs to the end.
    ///
    /// - Important: Blocks the calling thread; never call it on an event loop or in a task.
    /// - Throws: When the event loops cannot be shut down.
    package func run() throws -> RunResult {
        // A group per thread, because each loop has a gate of its own; without spin the loops have no delegate.
        let gates = (0..<self.plan.settings.threads).map { _ in SpinGate() }
        let groups = gates.map { gate in
            self.plan.settings.spins
                ? MultiThreadedEventLoopGroup(numberOfThreads: 1, metricsDelegate: gate)
                : MultiThreadedEventLoopGroup(numberOfThreads: 1)
        }
        self.origin = .now() + Self.leadTime
        let startedAt = Self.wallClock() + Self.leadTime.nanoseconds
        self.threads = gates.indices.map { index in
            LoadThread(
                index: index,
                plan: self.plan,
                loop: groups[index].next(),
                spinGate: gates[index],
                origin: self.origin
            ) { [control, onThreadFinish] in
                onThreadFinish()
                control.wake()
            }
        }
        for thread in self.threads { thread.loop.execute { thread.start() } }
        self.watch()
        if self.control.stop != nil {
            for thread in self.threads { try thread.loop.submit { thread.abort() }.wait() }
            _ = self.collect()
        }
        for group in groups { try group.syncShutdownGracefully() }
        self.series.finish()
        return self.result(startedAt: startedAt)
    }

    /// Returns when all threads have finished or the run is to end early.
    private func watch() {
        var second = 1
        var hasSucceeded = false
        let windowStart = self.origin + self.plan.settings.warmup
        let windowEnd = self.plan.settings.duration.map { windowStart + $0 }
        if self.plan.settings.warmup == .zero { self.sample(at: .now(), spin: 0) }
        while self.control.stop == nil {
            // A little after the full second, when the threads have handed in its windows.
            let next = self.origin + .seconds(Int64(second)) + .milliseconds(50)
            let pause = next - .now()
            if pause > .zero { self.control.wait(milliseconds: Int(pause.nanoseconds / 1_000_000) + 1) }
            let now = NIODeadline.now()
            let state = self.collect()
            let isMeasuring = now >= windowStart && windowEnd.map { now < $0 + .milliseconds(500) } ?? true
            if isMeasuring { self.sample(at: now, spin: state.spinNanoseconds) }
            if state.isFinished { return }
            hasSucceeded = hasSucceeded || state.warmup.ok + state.measured.ok > 0
            if !hasSucceeded, now - self.origin > self.plan.settings.noSuccessAfter + .milliseconds(40) {
                self.control.end(.noSuccess)
            }
            guard now >= next else { continue }
            second += 1
            self.report(state, at: now)
        }
    }

    private func report(_ state: PublishedProgress, at now: NIODeadline) {
        let isWarmup = now < self.origin + self.plan.settings.warmup
        self.onProgress(
            RunProgress(
                elapsedSeconds: Double((now - self.origin).nanoseconds) / 1e9,
                isWarmup: isWarmup,
                counters: isWarmup ? state.warmup : state.measured,
                inFlight: state.inFlight,
                second: self.series.latest ?? ProgressWindow(),
                latenessP99: state.latenessP99,
                cpuShare: self.monitor.peakShare
            )
        )
    }

    private func sample(at now: NIODeadline, spin: Int64) {
        self.monitor.sample(
            at: Double(now.uptimeNanoseconds) / 1e9,
            cpuSeconds: ProcessFigures.cpuSeconds() - Double(spin) / 1e9
        )
        guard let ticks = ProcessFigures.machineTicks() else { return }
        guard let start = self.ticksAtStart else {
            self.ticksAtStart = ticks
            return
        }
        let total = ticks.total - start.total
        if total > 0 { self.stealShare = (ticks.steal - start.steal) / total }
    }

    /// Takes the windows from all threads, and their books together.
    private func collect() -> PublishedProgress {
        var sum = PublishedProgress()
        sum.isFinished = true
        for thread in self.threads {
            let part = thread.published.withLock { published in
                defer { published.windows.removeAll() }
                return published
            }
            for (index, window) in part.windows { self.series.add(window, second: index) }
            sum.warmup = sum.warmup + part.warmup
            sum.measured = sum.measured + part.measured
            sum.inFlight += part.inFlight
            sum.spinNanoseconds += part.spinNanoseconds
            sum.latenessP99 = [sum.latenessP99, part.latenessP99].compactMap(\.self).max()
            sum.isFinished = sum.isFinished && part.isFinished
        }
        return sum
    }

    /// The loops have been shut down: the threads' state may be read here.
    private func result(startedAt: Int64) -> RunResult {
        var (warmup, measured, limits) = (PhaseStatistics(), PhaseStatistics(), OwnLimits())
        for thread in self.threads {
            warmup.merge(thread.warmup)
            measured.merge(thread.measured)
            limits.merge(thread.limits)
        }
        let windowEnd = self.threads.map(\.windowEnd).max() ?? .distantFuture
        let windowStart = self.origin + self.plan.settings.warmup
        let last = windowEnd == .distantFuture ? self.origin + measured.lastEnd : windowEnd
        let users: Int64 = self.threads.reduce(0) { sum, thread in
            let end = thread.busyGauge.end == .distantFuture ? last : min(thread.busyGauge.end, thread.windowEnd)
            return sum + Int64(thread.connectionLimit) * max(0, (end - thread.busyGauge.start).nanoseconds)
        }
        var result = RunResult(plan: self.plan, series: self.series)
        result.startedAt = startedAt
        result.endedAt = Self.wallClock()
        result.warmup = warmup
        result.measured = measured
        result.limits = limits
        result.windowSeconds = max(0, Double((last - windowStart).nanoseconds) / 1e9)
        result.okInWindow = self.threads.reduce(0) { $0 + $1.okInWindow }
        result.openedCount = self.threads.reduce(0) { $0 + $1.openedCount }
        result.reusedCount = self.threads.reduce(0) { $0 + $1.reusedCount }
        result.inFlightArea = self.threads.reduce(0) { $0 + $1.measuredGauge.area }
        result.busyArea = self.threads.reduce(0) { $0 + $1.busyGauge.area + $1.restGauge.area }
        result.usersArea = users
        result.peakCPUShare = self.monitor.peakShare
        result.cpuQuota = self.quota
        result.stealShare = self.stealShare
        result.spinSeconds = Double(self.threads.reduce(0) { $0 + $1.spinNanoseconds }) / 1e9
        result.stop = self.control.stop
        return result
    }

    private static func wallClock() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
