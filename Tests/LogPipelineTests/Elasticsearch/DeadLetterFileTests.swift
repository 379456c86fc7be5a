import Foundation
import LogPipeline
import Telemetry
import TestKit
import Testing

/// Dead letters on disk: their limit, and a kill behind them.
@Suite(.timeLimit(.minutes(15))) struct DeadLetterFileTests {
    private static let id = "01KJMMA2KVBW69MC8100000001"

    private static func batch(padding: Int) -> BulkBatch {
        let line = #"{"message":"\#(String(repeating: "x", count: padding))","event.id":"\#(Self.id)"}"#
        let bytes = Array((Self.id + line).utf8)
        return BulkBatch(bytes: bytes, events: [.init(sequence: 1, id: 0..<26, line: 26..<bytes.count)])
    }

    private static let letter = DeadLetter(index: 0, reason: .mapping, status: 400, text: "no")

    private func size(_ folder: TemporaryFolder, _ name: String) throws -> Int { try folder.data("dead/" + name).count }

    /// At the limit the file stays; one byte over it, a new one is begun and the old one is kept.
    @Test func theFileIsRotatedAtItsLimit() throws {
        let folder = try TemporaryFolder()
        let batch = Self.batch(padding: 100)
        func append(_ limit: Int, _ batch: BulkBatch) -> CInt {
            let file = DeadLetterFile(folder: folder.file("dead"), sink: .elasticsearch, limit: limit)
            return file.append([Self.letter], of: batch, .access)
        }
        #expect(append(1 << 20, batch) == 0)
        let one = try self.size(folder, "elasticsearch.jsonl")
        #expect(append(2 * one, batch) == 0)
        #expect(try self.size(folder, "elasticsearch.jsonl") == 2 * one)
        #expect(
            folder.names == ["dead"]
                && !FileManager.default.fileExists(atPath: folder.file("dead/elasticsearch.jsonl.1"))
        )
        #expect(append(3 * one, Self.batch(padding: 101)) == 0)
        #expect(try self.size(folder, "elasticsearch.jsonl") == one + 1)
        #expect(try self.size(folder, "elasticsearch.jsonl.1") == 2 * one)
        // The next rotation replaces the one before.
        #expect(append(2 * one, batch) == 0)
        #expect(try self.size(folder, "elasticsearch.jsonl") == one)
        #expect(try self.size(folder, "elasticsearch.jsonl.1") == one + 1)
    }

    /// The limit that is shipped, with a file of its size: sparse, so it costs no room.
    @Test(arguments: [0, 1]) func theShippedLimitIs256MiB(over: Int) throws {
        let folder = try TemporaryFolder()
        let file = DeadLetterFile(folder: folder.file("dead"), sink: .elasticsearch)
        let batch = Self.batch(padding: 100)
        #expect(file.append([Self.letter], of: batch, .access) == 0)
        let one = try self.size(folder, "elasticsearch.jsonl")
        let path = folder.file("dead/elasticsearch.jsonl")
        #expect(truncate(path, off_t(268_435_456 - one + over)) == 0)
        #expect(file.append([Self.letter], of: batch, .access) == 0)
        var status = stat()
        #expect(stat(path, &status) == 0 && Int(status.st_size) == (over == 0 ? 268_435_456 : one))
        #expect(FileManager.default.fileExists(atPath: path + ".1") == (over == 1))
    }

    /// A letter larger than the limit has a file of its own.
    @Test func aLetterOverTheLimitIsKeptAlone() throws {
        let folder = try TemporaryFolder()
        let file = DeadLetterFile(folder: folder.file("dead"), sink: .elasticsearch, limit: 10)
        for _ in 0..<2 { #expect(file.append([Self.letter], of: Self.batch(padding: 10), .access) == 0) }
        #expect(try self.size(folder, "elasticsearch.jsonl") == self.size(folder, "elasticsearch.jsonl.1"))
    }

    /// A kill between the letter and the cursor: the next process keeps it again, and nothing is lost.
    @Test func aKillBehindALetterRepeatsIt() throws {
        let receiver = try BulkReceiver(refuses: { $0.hasSuffix("7") ? (400, "document_parsing_exception") : nil })
        let rig = try SpoolRig()
        rig.append(20)
        let (spool, copy) = (rig.folder.file("access"), rig.folder.file("killed"))
        let source = SettleWatch(rig.reader) {
            // What a kill leaves: the files as they are now.
            try? FileManager.default.copyItem(atPath: spool, toPath: copy)  // once
        }
        let folder = rig.folder.file("dead")
        func deliver(_ source: any BulkSource, _ port: UInt16, until isDone: () -> Bool) throws {
            let endpoint = OutboundEndpoint(isSecure: false, host: "127.0.0.1", port: Int(port))
            var settings = ElasticsearchSettings(endpoint: endpoint, deadLetterFolder: folder)
            settings.linger = 20_000_000
            let (delivery, registry) = (ElasticsearchDelivery(), MetricRegistry(names: NameTable()))
            let writer = registry.makeWriter()
            defer { withExtendedLifetime(registry) {} }
            try delivery.start(settings, sources: [source], writer: writer, userAgent: "watchgate/1") { _, _, _ in }
            let wasDone = eventually(isDone)
            #expect(wasDone)
            delivery.stop(by: DispatchTime.now().uptimeNanoseconds)
        }
        try deliver(source, receiver.port) { rig.tally.counts.settlement.total == 20 }
        #expect(rig.tally.counts.settlement.deadLettered == 2)
        try rig.reopen {
            try FileManager.default.removeItem(atPath: spool)
            try FileManager.default.moveItem(atPath: copy, toPath: spool)
        }
        #expect(rig.tally.counts.recovered == 20)
        try deliver(rig.reader, receiver.port) { rig.tally.counts.settlement.total == 20 }
        #expect(rig.tally.counts.settlement.deadLettered == 2 && rig.tally.counts.settlement.duplicates == 18)
        #expect(receiver.storedCount == 18)
        let letters = String(decoding: try rig.folder.data("dead/elasticsearch.jsonl"), as: UTF8.self)
        let lines = letters.split(separator: "\n").compactMap { $0.split(separator: #""line":"#).last }
        #expect(lines.count == 4 && Set(lines).count == 2)
    }
}
