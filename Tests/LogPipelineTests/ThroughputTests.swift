import Foundation
import LogPipeline
import Telemetry
import TestKit
import Testing

@Suite(.timeLimit(.minutes(15))) struct ThroughputTests {
    /// Two loops write as fast as they can; every record is a line or a counted loss.
    @Test func linesAreOfferedMinusDropped() throws {
        let total = 200_000
        let rig = try PipelineRig { configuration, _ in configuration.rotateBytes = 1 << 40 }
        let second = RecordRing(bytes: 4_194_304)
        let first = RecordRing(bytes: 4_194_304)
        rig.pipeline.attach(first)
        rig.pipeline.attach(second)
        try rig.pipeline.start()
        let words = SampleRecord.handbook(rig.names).words
        let done = DispatchGroup()
        for (shard, ring) in [first, second].enumerated() {
            done.enter()
            Thread {
                Self.flood(ring, shard: UInt8(shard), count: total / 2, words)
                done.leave()
            }.start()
        }
        done.wait()
        rig.pipeline.stop(within: 60)
        let account = rig.account()
        #expect(account.offered == UInt64(total))
        #expect(account.imbalance == 0)
        #expect(account.queueEvents == 0)
        #expect(account.dropped[.ringFull, default: 0] == first.droppedCount + second.droppedCount)
        let lines = FileLines(try rig.folder.data("access.jsonl"))
        #expect(UInt64(lines.count) == account.offered - account.droppedTotal)
        #expect(UInt64(lines.count) == account.delivered)
        try Self.expectOrder(lines)
    }

    private static func flood(_ ring: RecordRing, shard: UInt8, count: Int, _ words: [UInt64]) {
        for sequence in 1...UInt64(count) {
            words.withUnsafeBytes { source in
                _ = ring.write(source.count) { room in
                    room.copyMemory(from: source.baseAddress!, byteCount: source.count)
                    let record = room.assumingMemoryBound(to: AccessRecord.self)
                    record.pointee.sequence = sequence
                    record.pointee.shard = shard
                }
            }
            // A loop at full speed would fill any ring; half a million a second is what must be borne.
            if sequence % 128 == 0 { usleep(300) }
        }
    }

    /// Ids are unique, sequences grow per shard; only a sample of lines is parsed in full.
    private static func expectOrder(_ lines: FileLines) throws {
        var last: [String: UInt64] = [:]
        var ids: Set<String> = []
        let key = #""event.id":""#
        let idStart = try #require(lines[0].range(of: key)?.upperBound)
        let offset = lines[0].utf8.distance(from: lines[0].startIndex, to: idStart)
        for index in 0..<lines.count {
            ids.insert(lines.text(index, at: offset, count: 26))
            guard index % 97 == 0 else { continue }
            let parsed = try #require(ParsedLine(lines[index]))
            let shard = try #require(parsed.number("gateway.shard").map(String.init))
            let sequence = try #require(parsed.number("event.sequence"))
            #expect(sequence > last[shard, default: 0])
            last[shard] = sequence
        }
        #expect(ids.count == lines.count)
        #expect(last.count == 2)
    }

    /// Debug builds allocate where release builds do not.
    @Test func renderingAllocatesNothing() {
        let names = NameTable()
        let words = SampleRecord.handbook(names).words
        var renderer = AccessRecordRenderer(identity: .sample, names: names)
        var writer = LineWriter(capacity: 262_144)
        let count = words.withUnsafeBytes { record in
            allocations {
                writer.removeAll()
                for _ in 0..<100 { _ = renderer.render(record, into: &writer) }
            }
        }
        #if !DEBUG
        #expect(count == 0)
        #else
        _ = count
        #endif
    }
}
