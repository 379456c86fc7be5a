import Logging
import Telemetry

/// The record that ends the app stream: the last number of every sequence, and where the records went.
enum StreamClosedEvent {
    /// Room in a label for a list.
    private static let listBytes = 500

    /// - Parameters:
    ///   - ledger: Before this record.
    ///   - accessSequences: The last access record's number, by shard; 0: none.
    ///   - appSequence: The number this record gets.
    /// - Returns: The record, ready to be appended.
    static func make(_ ledger: LedgerSnapshot, accessSequences: [UInt64], appSequence: UInt64) -> AppEvent {
        var event = AppEvent(level: .notice, message: "stream.closed")
        event.labels.append(("app_sequence", String(appSequence)))
        let shards = accessSequences.indices.filter { accessSequences[$0] > 0 }
        for (index, list) in Self.lists(shards.map { "\($0):\(accessSequences[$0])" }).enumerated() {
            event.labels.append((index == 0 ? "access_sequences" : "access_sequences_\(index + 1)", list))
        }
        for sink in ledger.sinks {
            for (stream, account) in sink.streams.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                let key = "ledger_\(sink.kind.rawValue)_\(stream.label.labelText)"
                event.labels.append((key, Self.text(account)))
            }
        }
        event.labels.sort { $0.key < $1.key }
        return event
    }

    private static func text(_ account: StreamLedger) -> String {
        var text = "offered \(account.offered)"
        if account.recovered > 0 { text += " recovered \(account.recovered)" }
        text += " delivered \(account.delivered) queued \(account.queueEvents)"
        for reason in DropReasonLabel.allCases {
            if let count = account.dropped[reason] { text += " dropped_\(reason.labelText) \(count)" }
        }
        return text + " imbalance \(account.imbalance)"
    }

    /// Items in as few texts as fit into labels.
    static func lists(_ items: [String]) -> [String] {
        var lists: [String] = []
        for item in items {
            if let last = lists.last, last.utf8.count + item.utf8.count < Self.listBytes {
                lists[lists.count - 1] = last + " " + item
            } else {
                lists.append(item)
            }
        }
        return lists
    }
}
