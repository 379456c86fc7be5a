import Foundation
import Synchronization
import Telemetry

/// The thread that reads /proc once a second, so that no scrape has to.
final class Poller: Sendable {
    /// Disks fill slowly, and may answer slowly.
    private static let diskInterval = 15

    private let sampler: ProcessSampler
    private let disks: DiskSampler
    private let isStopped = Mutex(false)
    private let reloads = Mutex<[ReloadLabel: UInt64]>([:])

    init(_ sampler: ProcessSampler, _ disks: DiskSampler) {
        self.sampler = sampler
        self.disks = disks
    }

    /// - Parameter act: Gets every sample, on the poller's thread.
    func start(_ act: @escaping @Sendable (ProcessSample) -> Void) {
        act(self.sampler.run())
        let thread = Thread {
            var round = 0
            while !self.isStopped.withLock({ $0 }) {
                if round % Self.diskInterval == 0 { self.disks.run() }
                round += 1
                Thread.sleep(forTimeInterval: 1)
                act(self.sampler.run())
            }
        }
        thread.name = "poller"
        thread.start()
    }

    func stop() { self.isStopped.withLock { $0 = true } }

    /// Counts one reload and gives the new count.
    func count(_ result: ReloadLabel) -> UInt64 {
        self.reloads.withLock { counts in
            counts[result, default: 0] += 1
            return counts[result] ?? 0
        }
    }
}
