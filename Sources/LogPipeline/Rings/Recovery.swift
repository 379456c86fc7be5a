import Logging
import Telemetry

/// Takes what dead processes have left to the sinks, the oldest first, beside the running process's own records.
///
/// Never more at once than the durable sinks have room for: a record stays in its ring until they have it, so that another
/// kill, or a full disk, costs nothing. Owned by the pipeline's thread.
final class Recovery {
    /// Of one ring at once.
    private static let recordsPerStep = 1_024
    private static let batchBytes = 524_288

    private var boots: [OldBoot]
    /// The boots before have been read to their end.
    private var current = 0
    // Of each stream the new records, and those that only another durable sink than the file lacks.
    private var access = RenderedBatch(.access, capacity: 65_536, isRecovered: true)
    private var accessKnown = RenderedBatch(.access, capacity: 64, isRecovered: true, owner: .file)
    private var app = RenderedBatch(.app, capacity: 65_536, isRecovered: true)
    private var appKnown = RenderedBatch(.app, capacity: 64, isRecovered: true, owner: .file)

    /// - Parameter boots: The oldest first.
    init(_ boots: [OldBoot]) { self.boots = boots }

    /// Everything is safe, and the folders are gone.
    var isDone: Bool { self.boots.isEmpty }

    /// Hands over some records.
    /// - Returns: How many were read.
    func step(_ ledger: Ledger, _ report: PipelineReport) -> Int {
        guard self.current < self.boots.count else { return 0 }
        let boot = self.boots[self.current]
        var count = 0
        for ring in boot.rings where !ring.ring.isRead {
            // Twice as much: a batch ends behind the line that fills it, and known records are a second one.
            guard ledger.hasRoom(ring.stream, 2 * Self.batchBytes) else { return count }
            switch ring.stream {
            case .access: count += Self.step(boot, ring, &self.access, &self.accessKnown, ledger)
            case .app: count += Self.step(boot, ring, &self.app, &self.appKnown, ledger)
            case .audit: break  // never in a ring
            }
        }
        if boot.isRead {
            report(.notice, "stream.recovered", boot.labels)
            self.current += 1
        }
        return count
    }

    private static func step(
        _ boot: OldBoot,
        _ ring: OldBootRing,
        _ fresh: inout RenderedBatch,
        _ known: inout RenderedBatch,
        _ ledger: Ledger
    ) -> Int {
        let hasOthers = ledger.hasDurableSink(ring.stream, besides: .file)
        var count = 0
        while count < Self.recordsPerStep, fresh.lines.count + known.lines.count < Self.batchBytes, !ring.ring.isRead {
            ring.read(atMost: 1) { bytes in
                if !ring.isKnown {
                    if boot.render(ring.stream, bytes, into: &fresh) { ring.recoveredCount += 1 }
                } else {
                    ring.knownCount += 1
                    if hasOthers { _ = boot.render(ring.stream, bytes, into: &known) }
                }
            }
            count += 1
        }
        _ = ledger.take(&known)
        known.removeAll()
        let marks = ledger.take(&fresh).marks
        fresh.removeAll()
        ring.noteRead(marks)
        return count
    }

    /// Notes what the sinks have written; removes what is done.
    func release(access: WrittenMarks, app: WrittenMarks) {
        for boot in self.boots.prefix(self.current + 1) {
            for ring in boot.rings { ring.release(ring.stream == .access ? access : app) }
        }
        while self.current > 0, let first = self.boots.first, first.isDone {
            first.remove()
            self.boots.removeFirst()
            self.current -= 1
        }
    }
}
