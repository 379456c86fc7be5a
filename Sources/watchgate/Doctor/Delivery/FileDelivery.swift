import Foundation
import GatewayCore
import LogPipeline

/// Reads back what the file sink wrote and looks for gaps and repetitions.
struct FileDelivery {
    private var audit = SequenceAudit()
    private var closed: [SequenceAudit.Key: UInt64] = [:]
    private var damagedLines: UInt64 = 0

    /// Nil when no stream goes to files.
    static func check(_ plan: GatewayPlan) -> Finding? {
        let access = RuntimeLogs.accessPath(plan)
        let folder = (access as NSString).deletingLastPathComponent
        var files: [String] = []
        if plan.logs.accessSinks.contains(.file) { files.append((access as NSString).lastPathComponent) }
        if plan.logs.appSinks.contains(.file) { files.append("app.jsonl") }
        if plan.logs.auditSinks.contains(.file) { files.append("audit.jsonl") }
        if files.isEmpty { return nil }
        var delivery = FileDelivery()
        var isFull = false
        for file in files {
            do {
                let place = folder.isEmpty ? "." : folder
                isFull = try delivery.read(file, in: place, keep: Self.keep(file, plan)) || isFull
            } catch {
                return .failed(
                    .deliveryFile,
                    "\(folder)/\(file): \(error.localizedDescription)",
                    fix: "Run watchgate doctor as a user that may read the log files."
                )
            }
        }
        var terms = DeliveryCheck.Terms(place: "the files in \(folder)", mayBeginLate: isFull)
        terms.damagedLines = delivery.damagedLines
        // A stream that does not go to files has no lines there to be missed.
        let datasets = Set(files.map(Self.dataset))
        terms.closed = delivery.closed.filter { datasets.contains($0.key.dataset) }
        return DeliveryCheck.evaluate(.deliveryFile, delivery.audit, terms)
    }

    private static func dataset(_ file: String) -> String {
        switch file {
        case "app.jsonl": "gateway.app"
        case "audit.jsonl": "gateway.audit"
        default: "gateway.access"
        }
    }

    /// Audit records are kept for a year.
    private static func keep(_ file: String, _ plan: GatewayPlan) -> Int {
        file == "audit.jsonl" ? max(plan.logs.file.keep, 365) : plan.logs.file.keep
    }

    /// Reads a log and its rotated files, the oldest first.
    /// - Returns: Whether there are as many as are kept, so that older ones may have been deleted.
    private mutating func read(_ name: String, in folder: String, keep: Int) throws -> Bool {
        let stem = RotatedName.stem(of: name)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let rotated = names.compactMap { RotatedName($0, stem: stem) }.sorted()
        // While one is compressed both lie there for a moment.
        let whole = Set(rotated.filter { !$0.isCompressed }.map(\.text))
        for file in rotated where !file.isCompressed || !whole.contains(String(file.text.dropLast(3))) {
            try self.read("\(folder)/\(file.text)")
        }
        if names.contains(name) { try self.read("\(folder)/\(name)") }
        return rotated.count >= keep
    }

    private mutating func read(_ path: String) throws {
        var damaged: UInt64 = 0
        let rest = try LogFileReader.lines(of: path) { line in
            guard let record = RecordKeyReader(line) else {
                damaged += 1
                return
            }
            self.audit.note(record.key, record.sequence)
            self.closed.merge(record.closed) { max($0, $1) }
        }
        self.damagedLines += damaged + rest.damagedLines
    }
}
