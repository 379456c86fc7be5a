import Foundation
import TestKit

/// What the files of an access log hold, for logs of millions of lines: found with C's own search.
struct LogTally {
    /// By `event.id`, the line's fingerprint.
    private(set) var events: [String: Int] = [:]
    private(set) var requests: Set<String> = []
    private(set) var lineCount = 0
    /// Lines without what is looked for, and ids that were there already.
    private(set) var faults: [String] = []
    /// By boot and shard: how many, the lowest and the highest sequence.
    private var sequences: [String: (count: Int, first: Int, last: Int)] = [:]

    init(_ gateway: GatewayProcess) {
        let names = gateway.folder.names().filter { $0.hasPrefix("access") && $0.hasSuffix(".jsonl") }
        for name in names {
            var log = gateway.folder.bytes(name)
            log.withUnsafeMutableBytes { self.add($0, name) }
        }
    }

    private mutating func add(_ log: UnsafeMutableRawBufferPointer, _ name: String) {
        var start = 0
        while start < log.count, let end = memchr(log.baseAddress! + start, 0x0A, log.count - start) {
            let place = end - log.baseAddress!
            log[place] = 0  // the end of what C searches
            self.add(UnsafeRawBufferPointer(rebasing: log[start..<place]))
            start = place + 1
        }
        if start < log.count { self.faults.append("\(name): no newline at the end") }
    }

    /// Boots and shards whose sequences are not 1, 2, 3 and so on to the last.
    var gaps: [String] {
        self.sequences.filter { $0.value.first != 1 || $0.value.last != $0.value.count }.map {
            "\($0.key): \($0.value)"
        }
    }

    private mutating func add(_ line: UnsafeRawBufferPointer) {
        self.lineCount += 1
        guard let event = Self.text(line, #""event.id":""#, 26),
            let request = Self.text(line, #""http.request.id":""#, 16),
            let boot = Self.text(line, #""gateway.boot":""#, 8), let shard = Self.number(line, #""gateway.shard":"#),
            let sequence = Self.number(line, #""event.sequence":"#)
        else { return self.faults.append(String(decoding: line, as: UTF8.self)) }
        if self.events.updateValue(BulkReceiver.Stored.fingerprint(line), forKey: event) != nil {
            self.faults.append("twice: \(event)")
        }
        if !self.requests.insert(request).inserted { self.faults.append("twice: request \(request)") }
        var place = self.sequences["\(boot) \(shard)"] ?? (0, sequence, sequence)
        place = (place.count + 1, min(place.first, sequence), max(place.last, sequence))
        self.sequences["\(boot) \(shard)"] = place
    }

    /// A zero stands behind the line.
    private static func place(_ line: UnsafeRawBufferPointer, _ mark: String) -> UnsafePointer<CChar>? {
        strstr(line.baseAddress!.assumingMemoryBound(to: CChar.self), mark).map { UnsafePointer($0) + strlen(mark) }
    }

    private static func text(_ line: UnsafeRawBufferPointer, _ mark: String, _ count: Int) -> String? {
        guard let place = Self.place(line, mark), UnsafeRawPointer(place) + count <= line.baseAddress! + line.count
        else { return nil }
        return String(decoding: UnsafeRawBufferPointer(start: place, count: count), as: UTF8.self)
    }

    /// A number has a comma or a brace behind it.
    private static func number(_ line: UnsafeRawBufferPointer, _ mark: String) -> Int? {
        Self.place(line, mark).map { strtol($0, nil, 10) }
    }
}
