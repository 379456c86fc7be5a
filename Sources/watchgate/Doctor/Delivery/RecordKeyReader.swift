import LogPipeline

/// What `doctor` reads of a line of ours: whose record it is and its number, and of `stream.closed` the last numbers.
package struct RecordKeyReader {
    package private(set) var key: SequenceAudit.Key
    package private(set) var sequence: UInt64
    /// The last numbers of all sequences of this boot, if this is the record that states them.
    package private(set) var closed: [SequenceAudit.Key: UInt64] = [:]

    /// Reads a line that comes without its newline; nil when this is no whole line of ours.
    package init?(_ line: UnsafeRawBufferPointer) {
        guard line.last == 0x7D, var scanner = LineScanner(line) else { return nil }
        var dataset = ""
        var sequence = ""
        var boot = ""
        var shard = ""
        var isClosed = false
        // All of these stand in the head of a line, before anything that a scanner of flat objects cannot read.
        while shard.isEmpty {
            guard case .member(let member) = scanner.step() else { return nil }
            switch String(decoding: member.name, as: UTF8.self) {
            case "event.dataset": dataset = String(decoding: member.value, as: UTF8.self)
            case "event.sequence": sequence = String(decoding: member.value, as: UTF8.self)
            case "gateway.boot": boot = String(decoding: member.value, as: UTF8.self)
            case "gateway.shard": shard = String(decoding: member.value, as: UTF8.self)
            case "message": isClosed = member.value.elementsEqual("stream.closed".utf8)
            default: break
            }
        }
        guard let number = UInt64(sequence), number > 0, let shard = Int(shard), !boot.isEmpty, !dataset.isEmpty
        else { return nil }
        self.key = SequenceAudit.Key(boot: boot, shard: shard, dataset: dataset)
        self.sequence = number
        if isClosed, dataset == "gateway.app" { self.readClosed(&scanner) }
    }

    /// `labels.app_sequence` is one number, `labels.access_sequences`, `…_2` and so on are `shard:number` lists.
    private mutating func readClosed(_ scanner: inout LineScanner) {
        while case .member(let member) = scanner.step() {
            let name = String(decoding: member.name, as: UTF8.self)
            let value = String(decoding: member.value, as: UTF8.self)
            if name == "labels.app_sequence", let number = UInt64(value) {
                self.closed[self.key] = number
            } else if name.hasPrefix("labels.access_sequences") {
                for item in value.split(separator: " ") {
                    let parts = item.split(separator: ":")
                    guard parts.count == 2, let shard = Int(parts[0]), let number = UInt64(parts[1]) else { continue }
                    let key = SequenceAudit.Key(boot: self.key.boot, shard: shard, dataset: "gateway.access")
                    self.closed[key] = number
                }
            }
        }
    }
}
