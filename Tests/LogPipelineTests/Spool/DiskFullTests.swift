import Foundation
import LogPipeline
import Telemetry
import Testing

/// A full disk: what waits waits, the rest is counted, and it goes on by itself when there is room.
@Suite(.timeLimit(.minutes(15)), .enabled(if: SmallDisk.isPossible, "mounting a file system needs root"))
struct DiskFullTests {
    /// Writes until records are dropped, frees the disk, and writes on.
    private static func run(_ kind: SinkKind, _ rig: PipelineRig, _ disk: SmallDisk) throws {
        try disk.thread.perform { try rig.pipeline.start() }
        rig.write(500)
        #expect(eventually { rig.account(kind).offered == 500 && rig.pipeline.snapshot.sink(kind)?.queueBytes == 0 })
        #expect(rig.account(kind).droppedTotal == 0)
        try disk.fill()
        for _ in 0..<40 {
            // As a loop writes: it waits for nothing.
            rig.write(100, waits: false)
            #expect(rig.isBalanced)
            usleep(2000)
        }
        #expect(eventually { rig.pipeline.snapshot.sink(kind)?.state == .retrying })
        // The sink stalls after two seconds; then the ring is held no longer and the queue drops.
        #expect(eventually { rig.account(kind).offered == 4500 })
        let full = rig.account(kind)
        #expect(full.dropped[.ioError, default: 0] > 0, "\(full)")
        #expect(full.droppedTotal + UInt64(full.queueEvents) + full.delivered == 4500)
        #expect(full.queueEvents > 400)
        #expect(rig.isBalanced)
        try disk.free()
        #expect(eventually { rig.pipeline.snapshot.sink(kind)?.state == .ok })
        rig.write(500)
        #expect(eventually { rig.account(kind).offered == 5000 && rig.pipeline.snapshot.sink(kind)?.queueBytes == 0 })
        #expect(rig.account(kind).droppedTotal == full.droppedTotal)
        #expect(rig.isBalanced)
    }

    @Test func theSpoolsDiskIsFull() throws {
        let rig = try PipelineRig { configuration, folder in
            configuration.accessSinks = [.elasticsearch]
            configuration.spoolFolder = folder.file("disk/spool")
            configuration.queueBytes = 1_048_576
        }
        let disk = try SmallDisk(at: rig.folder.file("disk"), kilobytes: 6144)
        try Self.run(.elasticsearch, rig, disk)
        let kept = 5000 - rig.account(.elasticsearch).droppedTotal
        let source = try #require(rig.pipeline.bulkSources.first)
        var ids: Set<String> = []
        var count: UInt64 = 0
        try disk.thread.perform {
            while let batch = source.next(maxEvents: 100, maxBytes: 1 << 20) {
                for event in batch.events { ids.insert(String(decoding: batch.bytes[event.id], as: UTF8.self)) }
                count += UInt64(batch.events.count)
                var settlement = BulkSettlement()
                settlement.delivered = batch.events.count
                source.settle(batch, settlement)
            }
        }
        #expect(count == kept && ids.count == Int(kept))
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
        #expect(rig.account(.elasticsearch).delivered == kept)
    }

    @Test func theLogFilesDiskIsFull() throws {
        let rig = try PipelineRig { configuration, folder in
            configuration.fileAccessPath = folder.file("disk/access.jsonl")
            configuration.queueBytes = 1_048_576
        }
        let disk = try SmallDisk(at: rig.folder.file("disk"), kilobytes: 6144)
        try Self.run(.file, rig, disk)
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
        let account = rig.account()
        #expect(account.delivered + account.droppedTotal == 5000)
        let lines = ParsedLine.all(in: try disk.data("access.jsonl"))
        #expect(UInt64(lines.count) == account.delivered)
        let sequences = try lines.map { try #require($0) }.compactMap { $0.number("event.sequence") }
        #expect(sequences == sequences.sorted() && Set(sequences).count == sequences.count)
    }
}
