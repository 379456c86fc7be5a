import ArgumentParser
import EngineCore
import Foundation

extension AuditVerifyCommand {
    /// Recomputes the engine's chain; nothing without a database.
    func verifyBooks(_ anchors: [Int64: [UInt8]]) throws {
        let database = try self.options.settings(stateDirectory: self.stateDir).engine.database
        if case .sqlite(let path) = database, !FileManager.default.fileExists(atPath: path) {
            guard let batch = anchors.keys.min() else { return }
            let text =
                "engine chain broken: there is no database \(path), and the records hold the seal of batch \(batch)"
            print(self.json ? Self.json(nil, anchors.count, ChainFault(batch: batch, reason: .anchor)) : text)
            throw ExitCode(1)
        }
        let finding = try EngineOptions.run { () throws(EngineError) in
            try DatabaseTools(database).read(ChainRead(anchors: anchors))
        }
        if self.json {
            print(Self.json(finding.head.batch, anchors.count, finding.fault))
        } else {
            print(Self.text(finding, anchors.count))
        }
        if finding.fault != nil { throw ExitCode(1) }
    }

    private static func text(_ finding: ChainRead.Finding, _ anchors: Int) -> String {
        let head = finding.head
        guard let fault = finding.fault else {
            return """
                engine chain intact: \(head.batch) batches, \(head.lastTransfer) transfers, \(head.lastEvent) events; \
                \(anchors) seals on record
                """
        }
        return """
            engine chain broken at batch \(fault.batch)
              \(fault.reason.meaning)
            """
    }

    private static func json(_ batch: Int64?, _ anchors: Int, _ fault: ChainFault?) -> String {
        CanonicalJSON.object([
            "anchors": .int(Int64(anchors)), "batch": .int(batch), "chain": .string("engine"),
            "first_bad_batch": .int(fault?.batch), "intact": .bool(fault == nil),
            "reason": fault.map { .string($0.reason.rawValue) } ?? .null,
        ]).text
    }
}

extension ChainFault.Reason {
    /// One sentence.
    fileprivate var meaning: String {
        switch self {
        case .batchGap: "batches before it are missing, or it is there twice"
        case .brokenLink: "it does not follow the batch before: the hash there is another one"
        case .transferNumbers: "transfers of it are missing, too many or of another batch"
        case .eventNumbers: "events of it are missing, too many or of another batch"
        case .hash: "a transfer, an event or the seal of it was changed"
        case .anchor: "its seal is not the one in the audit records"
        case .unreadable: "a row of it cannot be read any more"
        case .head: "the chain head is not the last batch: batches are missing at the end, or the head was changed"
        }
    }
}
