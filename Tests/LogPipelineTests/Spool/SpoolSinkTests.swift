import Foundation
import LogPipeline
import Telemetry
import Testing

/// The sink whose records wait on disk: the ledger adds up, whatever happens.
@Suite(.timeLimit(.minutes(15))) struct SpoolSinkTests {
    private static func rig(
        _ change: @escaping (inout LogPipelineConfiguration, TemporaryFolder) -> Void = { _, _ in }
    ) throws -> PipelineRig {
        try PipelineRig { configuration, folder in
            configuration.accessSinks = [.elasticsearch]
            configuration.appSinks = [.file, .elasticsearch]
            configuration.spoolFolder = folder.file("spool")
            change(&configuration, folder)
        }
    }

    private static func source(_ rig: PipelineRig, _ stream: RecordStream = .access) throws -> any BulkSource {
        try #require(rig.pipeline.bulkSources.first { $0.stream == stream })
    }

    /// Whether so many wait, all of them on disk.
    private static func hasSpooled(_ count: Int, _ rig: PipelineRig) -> Bool {
        let sink = rig.pipeline.snapshot.sink(.elasticsearch)
        return sink?.queueBytes == 0 && rig.account(.elasticsearch).queueEvents == count
    }

    /// Settles what there is; every tenth is a duplicate, every eleventh is refused.
    private static func deliver(_ source: any BulkSource, atMost: Int = .max, _ ids: inout [String]) {
        var left = atMost
        while left > 0, let batch = source.next(maxEvents: min(left, 100), maxBytes: 1 << 20) {
            var settlement = BulkSettlement()
            for (index, event) in batch.events.enumerated() {
                let id = String(decoding: batch.bytes[event.id], as: UTF8.self)
                ids.append(id)
                if index % 10 == 9 {
                    settlement.duplicates += 1
                } else if index % 11 == 10 {
                    settlement.deadLettered += 1
                } else {
                    settlement.delivered += 1
                }
            }
            source.settle(batch, settlement)
            left -= batch.events.count
        }
    }

    @Test func writtenIsNotDelivered() throws {
        let rig = try Self.rig()
        try rig.pipeline.start()
        rig.write(500)
        #expect(eventually { rig.account(.elasticsearch).queueEvents == 500 })
        #expect(eventually { rig.pipeline.snapshot.sink(.elasticsearch)?.queueBytes == 0 })
        #expect(rig.account(.elasticsearch).delivered == 0)
        let source = try Self.source(rig)
        let sink = try #require(rig.pipeline.snapshot.sink(.elasticsearch))
        #expect(sink.oldestPending != nil && sink.lastDelivery == 0)
        var ids: [String] = []
        Self.deliver(source, &ids)
        let account = rig.account(.elasticsearch)
        #expect(account.offered == 500 && account.queueEvents == 0)
        #expect(account.duplicates == 50 && account.deadLettered > 0)
        #expect(account.delivered + account.duplicates + account.deadLettered == 500)
        #expect(rig.isBalanced)
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
        #expect(Set(ids).count == 500)
        // The id is the line's own.
        #expect(ids.allSatisfy { $0.utf8.count == 26 })
    }

    @Test func theLedgerAddsUpWhileOthersReadAndWrite() throws {
        let rig = try Self.rig()
        try rig.pipeline.start()
        let source = try Self.source(rig)
        let isDone = Flag()
        let ids = Found()
        let reader = Thread {
            while !isDone.value {
                Self.deliver(source, &ids.all)
                usleep(500)
            }
            isDone.hasEnded = true
        }
        reader.start()
        for _ in 0..<100 {
            rig.write(100)
            #expect(rig.isBalanced)
        }
        let isDelivered = eventually {
            #expect(rig.isBalanced)
            let account = rig.account(.elasticsearch)
            return account.offered == 10_000 && account.queueEvents == 0
        }
        #expect(isDelivered)
        isDone.value = true
        #expect(eventually { isDone.hasEnded })
        rig.pipeline.stop(within: 5)
        #expect(Set(ids.all).count == 10_000 && ids.all.count == 10_000)
    }

    private final class Flag: @unchecked Sendable {  // a flag in one word, looked at again and again
        var value = false
        var hasEnded = false
    }

    private final class Found: @unchecked Sendable {  // the reader's until it has ended
        var all: [String] = []
    }

    @Test func theNextRunDeliversTheRest() throws {
        let folder = try TemporaryFolder()
        var ids: [String] = []
        let first = try Self.rig { configuration, _ in configuration.spoolFolder = folder.file("spool") }
        try first.pipeline.start()
        first.write(300)
        #expect(eventually { Self.hasSpooled(300, first) })
        // What the sink's thread has just written may not be readable yet; a delivery asks again, too.
        let source = try Self.source(first)
        #expect(
            eventually {
                Self.deliver(source, atMost: 120 - ids.count, &ids)
                return ids.count == 120
            }
        )
        first.pipeline.stop(within: 5)
        #expect(first.account(.elasticsearch).queueEvents == 180)
        let second = try Self.rig { configuration, _ in configuration.spoolFolder = folder.file("spool") }
        try second.pipeline.start()
        #expect(second.account(.elasticsearch).recovered == 180)
        #expect(second.account(.elasticsearch).queueEvents == 180)
        Self.deliver(try Self.source(second), &ids)
        #expect(second.account(.elasticsearch).queueEvents == 0)
        #expect(second.isBalanced)
        #expect(ids.count == 300 && Set(ids).count == 300)
        second.pipeline.stop(within: 5)
    }

    @Test func twoProcessesDoNotShareASpool() throws {
        let folder = try TemporaryFolder()
        let rigs = try (0..<2).map { _ in
            try Self.rig { configuration, _ in configuration.spoolFolder = folder.file("spool") }
        }
        try rigs[0].pipeline.start()
        let error = #expect(throws: LogPipelineError.self) { try rigs[1].pipeline.start() }
        #expect(error?.code == .spoolInUse)
        rigs[0].pipeline.stop(within: 5)
    }

    @Test func theExpositionShowsTheSpool() throws {
        let rig = try Self.rig { configuration, _ in configuration.spoolBytes = 123_456_789 }
        try rig.pipeline.start()
        rig.write(10)
        #expect(eventually { rig.account(.elasticsearch).queueEvents == 10 })
        let text = String(decoding: rig.registry.render(.text004), as: UTF8.self)
        for expected in [
            #"log_pipeline_spool_max_bytes{sink="elasticsearch"} 123456789"#,
            #"log_pipeline_spool_segments_corrupt_total{sink="elasticsearch"} 0"#,
            #"log_pipeline_queue_events{sink="elasticsearch"} 10"#,
            #"log_pipeline_events_recovered_total{sink="elasticsearch",stream="access"} 0"#,
            #"log_pipeline_events_duplicates_total{sink="elasticsearch",stream="access"} 0"#,
            #"log_pipeline_ledger_imbalance_events{sink="elasticsearch"} 0"#,
            #"log_pipeline_oldest_pending_timestamp_seconds{sink="elasticsearch"} "#,
        ] {
            #expect(text.contains(expected), "\(expected)")
        }
        #expect(!text.contains(#"log_pipeline_spool_bytes{sink="elasticsearch"} 0\n"#))
        #expect(!text.contains(#"log_pipeline_spool_bytes{sink="file"}"#))
        rig.pipeline.stop(within: 5)
    }

    @Test func aDamagedSpoolIsReportedAndCounted() throws {
        let folder = try TemporaryFolder()
        let first = try Self.rig { configuration, _ in configuration.spoolFolder = folder.file("spool") }
        try first.pipeline.start()
        first.write(30)
        #expect(eventually { Self.hasSpooled(30, first) })
        first.pipeline.stop(within: 5)
        let path = folder.file("spool/access/00000000000000000001.seg")
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[100] ^= 1
        try bytes.write(to: URL(filePath: path))
        let second = try Self.rig { configuration, _ in configuration.spoolFolder = folder.file("spool") }
        try second.pipeline.start()
        let account = second.account(.elasticsearch)
        #expect(account.recovered == 30 && account.dropped == [.spoolCorrupt: 1] && account.queueEvents == 29)
        #expect(second.pipeline.snapshot.sink(.elasticsearch)?.spool?.corruptSegments == 1)
        #expect(second.isBalanced)
        second.pipeline.stop(within: 5)
        #expect(String(decoding: try second.folder.data("app.jsonl"), as: UTF8.self).contains("damaged spool files"))
    }
}
