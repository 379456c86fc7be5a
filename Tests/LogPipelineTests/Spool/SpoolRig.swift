import Foundation
import LogPipeline
import Telemetry
import TestKit
import Testing

/// A spool in a temporary folder, and numbered lines for it.
final class SpoolRig {
    let folder: TemporaryFolder
    let quota: SpoolQuota
    private(set) var options: SpoolOptions
    private(set) var tally = SpoolTally()
    private(set) var spool: SpoolStream
    /// Numbers given to lines so far.
    private(set) var count = 0

    init(_ options: SpoolOptions = SpoolOptions(), maxBytes: Int = 1 << 30) throws {
        self.folder = try TemporaryFolder()
        self.options = options
        self.quota = SpoolQuota(maxBytes: maxBytes)
        self.spool = try Self.open(self.folder, self.tally, self.quota, options)
    }

    private static func open(
        _ folder: TemporaryFolder,
        _ tally: SpoolTally,
        _ quota: SpoolQuota,
        _ options: SpoolOptions
    ) throws -> SpoolStream {
        try SpoolStream(
            .access,
            at: folder.file("access"),
            readers: [("cursor", tally)],
            quota: quota,
            options: options
        )
    }

    /// Closes it, lets others change its files, and opens it as the next run does.
    func reopen(isKilled: Bool = false, _ change: () throws -> Void = {}) throws {
        if !isKilled { #expect(self.spool.close() == 0) }
        try change()
        self.tally = SpoolTally()
        self.spool = try Self.open(self.folder, self.tally, self.quota, self.options)
    }

    var reader: SpoolReader { self.spool.readers[0] }

    /// The line with a number, as a renderer would make it.
    static func line(_ number: Int, padding: Int = 0) -> String {
        let id = "01KJMMA2KV" + String(format: "%016d", number)
        let text = String(repeating: "x", count: padding)
        return #"{"@timestamp":"t","message":"\#(text)","event.id":"\#(id)","event.sequence":\#(number)}"#
    }

    static func number(of id: ArraySlice<UInt8>) -> Int? { Int(String(decoding: id.suffix(16), as: UTF8.self)) }

    /// Appends lines with the next numbers.
    @discardableResult
    func append(_ count: Int, padding: Int = 0) -> SpoolProgress {
        var text = ""
        for _ in 0..<count {
            self.count += 1
            text += Self.line(self.count, padding: padding) + "\n"
        }
        return self.append(text: text)
    }

    @discardableResult
    func append(text: String) -> SpoolProgress {
        Array(text.utf8).withUnsafeBytes { self.spool.append($0) }
    }

    /// Takes out what there is, settles it as delivered, and answers the numbers.
    func drain(maxEvents: Int = 100, maxBytes: Int = 1 << 20) -> [Int] {
        var numbers: [Int] = []
        while let batch = self.reader.next(maxEvents: maxEvents, maxBytes: maxBytes) {
            numbers += Self.numbers(batch)
            var settlement = BulkSettlement()
            settlement.delivered = batch.events.count
            self.reader.settle(batch, settlement)
        }
        return numbers
    }

    /// Takes out and settles so many, or what there is.
    /// - Returns: How many.
    func drain(of count: Int) -> Int {
        var left = count
        while left > 0, let batch = self.reader.next(maxEvents: left, maxBytes: 1 << 20) {
            var settlement = BulkSettlement()
            settlement.delivered = batch.events.count
            self.reader.settle(batch, settlement)
            left -= batch.events.count
        }
        return count - left
    }

    /// The numbers in the ids; 0 for one that does not fit its line.
    static func numbers(_ batch: BulkBatch) -> [Int] {
        batch.events.map { event in
            guard let number = Self.number(of: batch.bytes[event.id]) else { return 0 }
            let line = String(decoding: batch.bytes[event.line], as: UTF8.self)
            return line.hasSuffix(#""event.sequence":\#(number)}"#) && line.hasPrefix("{") ? number : 0
        }
    }

    var segmentNames: [String] { self.names.filter { $0.hasSuffix(".seg") } }
    var badNames: [String] { self.names.filter { $0.hasSuffix(".bad") } }
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: self.folder.file("access"))) ?? []).sorted()
    }

    func path(_ name: String) -> String { self.folder.file("access/" + name) }
    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try self.folder.data("access/" + name)) }
    func write(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: URL(filePath: self.path(name))) }
}
