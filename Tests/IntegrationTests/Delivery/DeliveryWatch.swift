import Foundation
import Synchronization

/// Scrapes a gateway while it lives, and notes what may never be seen and what is worth knowing.
final class DeliveryWatch: Sendable {
    struct Sight: Sendable {
        var scrapes = 0
        /// Imbalances and dropped records: what no scrape may show.
        var faults: [String] = []
        /// The last scrape's.
        var residentBytes = 0.0
        var mostQueued = 0.0
        var mostSpoolBytes = 0.0
        /// Of the spool's files, as the file system has them.
        var mostDiskBytes = 0

        mutating func add(_ other: Sight) {
            self.scrapes += other.scrapes
            self.faults += other.faults
            self.residentBytes = max(self.residentBytes, other.residentBytes)
            self.mostQueued = max(self.mostQueued, other.mostQueued)
            self.mostSpoolBytes = max(self.mostSpoolBytes, other.mostSpoolBytes)
            self.mostDiskBytes = max(self.mostDiskBytes, other.mostDiskBytes)
        }
    }

    private let gateway: GatewayProcess
    private let interval: UInt32
    private let isStopped = Atomic<Bool>(false)

    /// - Parameters:
    ///   - gateway: May be killed meanwhile.
    ///   - interval: Between two scrapes, in microseconds.
    init(_ gateway: GatewayProcess, interval: UInt32) {
        self.gateway = gateway
        self.interval = interval
    }

    func stop() { self.isStopped.store(true, ordering: .relaxed) }

    func run() -> Sight {
        var sight = Sight()
        while !self.isStopped.load(ordering: .relaxed) {
            // One that is killed meanwhile answers nothing.
            guard let exposition = try? self.gateway.scrape() else { break }
            Self.note(exposition, &sight)
            sight.mostDiskBytes = max(sight.mostDiskBytes, self.spoolBytes())
            usleep(self.interval)
        }
        return sight
    }

    static func note(_ exposition: Exposition, _ sight: inout Sight) {
        sight.scrapes += 1
        for name in ["log_pipeline_ledger_imbalance_events", "log_pipeline_events_dropped_total"] {
            for sample in exposition.samples(name) where sample.value != 0 {
                sight.faults.append("\(name) \(sample.labels) \(sample.value)")
            }
        }
        let labels = ["sink": "elasticsearch"]
        sight.residentBytes = exposition.sum("process_resident_memory_bytes")
        sight.mostQueued = max(sight.mostQueued, exposition.sum("log_pipeline_queue_events", labels))
        let spool = exposition.sum("log_pipeline_spool_bytes")
        sight.mostSpoolBytes = max(sight.mostSpoolBytes, spool)
        if spool > exposition.sum("log_pipeline_spool_max_bytes") { sight.faults.append("spool bytes \(spool)") }
    }

    private func spoolBytes() -> Int {
        let folder = self.gateway.folder.file("state/spool/access")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".seg") }.reduce(0) { sum, name in
            var status = stat()
            return stat("\(folder)/\(name)", &status) == 0 ? sum + Int(status.st_size) : sum
        }
    }
}
