import Foundation
import LogPipeline
import Logging
import Telemetry
import Testing

/// The law `offered + recovered = delivered + duplicates + dropped + dead_lettered + queue_events`, whatever happens.
@Suite(.timeLimit(.minutes(15))) struct LedgerTests {
    @Test func everyRecordIsDeliveredOnceToEachSink() throws {
        let output = try OutputPipe()
        let rig = try PipelineRig { configuration, _ in
            configuration.accessSinks = [.stdout, .file]
            configuration.standardOutput = output.writeEnd
        }
        let reader = Thread { while !output.read(65_536).isEmpty {} }
        reader.start()
        try rig.pipeline.start()
        rig.write(3000)
        rig.pipeline.stop(within: 10)
        for kind in [SinkKind.stdout, .file] {
            let account = rig.account(kind)
            #expect(account.offered == 3000)
            #expect(account.delivered == 3000)
            #expect(account.droppedTotal == 0)
        }
        #expect(rig.pipeline.snapshot.emitted[.access]?.total == 3000)
        #expect(rig.pipeline.snapshot.emitted[.access]?[.info] == 3000)
        output.closeWriter()
    }

    @Test func aFullQueueDropsTheNewRecords() throws {
        let output = try OutputPipe()
        let rig = try PipelineRig { configuration, _ in
            configuration.accessSinks = [.stdout]
            configuration.standardOutput = output.writeEnd
            configuration.queueBytes = 1_048_576
        }
        try rig.pipeline.start()
        // Nobody reads: the pipe takes 64 KiB, the queue the rest up to its limit.
        for _ in 0..<30 {
            rig.write(100)
            #expect(rig.isBalanced)
        }
        #expect(eventually { rig.account(.stdout).offered == 3000 })
        let full = rig.account(.stdout)
        #expect(full.dropped[.queueFull, default: 0] > 0)
        #expect(full.queueEvents > 400)
        let sink = try #require(rig.pipeline.snapshot.sink(.stdout))
        #expect(sink.queueBytes <= 1_048_576 && sink.queueBytes > 800_000)
        #expect(rig.isBalanced)
        // A reader comes: the rest is delivered, in order, and every line is whole.
        var data = Data()
        while output.hasBytes(within: 0.1) || rig.account(.stdout).queueEvents > 0 {
            if output.hasBytes(within: 0.1) { data += output.read(65_536) }
        }
        let after = rig.account(.stdout)
        #expect(after.delivered + after.droppedTotal == 3000)
        let lines = try ParsedLine.all(in: data).map { try #require($0) }
        #expect(UInt64(lines.count) == after.delivered)
        let sequences = lines.compactMap { $0.number("event.sequence") }
        #expect(sequences == sequences.sorted())
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
    }

    @Test func aBlockedReaderCostsTheShutdownNoMoreThanItsTime() throws {
        let output = try OutputPipe()
        let rig = try PipelineRig { configuration, _ in
            configuration.accessSinks = [.stdout, .file]
            configuration.appSinks = [.file]
            configuration.standardOutput = output.writeEnd
        }
        try rig.pipeline.start()
        rig.write(1000)
        #expect(rig.delivered(1000))
        let start = Date()
        rig.pipeline.stop(within: 1)
        #expect(Date().timeIntervalSince(start) < 3)
        let account = rig.account(.stdout)
        #expect(account.dropped[.shutdown, default: 0] > 900)
        #expect(account.delivered + account.droppedTotal == 1000)
        #expect(account.queueEvents == 0)
        #expect(rig.account(.file).delivered == 1000)
        #expect(rig.isBalanced)
    }

    @Test func aClosedReaderIsACountedLossAndNoSignal() throws {
        let output = try OutputPipe()
        let rig = try PipelineRig { configuration, _ in
            configuration.accessSinks = [.stdout, .file]
            configuration.standardOutput = output.writeEnd
        }
        try rig.pipeline.start()
        output.closeReader()
        rig.write(500)
        #expect(rig.delivered(500))
        #expect(eventually { rig.account(.stdout).dropped[.ioError] == 500 })
        #expect(rig.pipeline.snapshot.sink(.stdout)?.state == .disabled)
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
        let app = try rig.folder.data("app.jsonl")
        #expect(app.range(of: Data("log sink is closed".utf8)) != nil)
    }

    @Test func aDescriptorThatIsNotOpenIsACountedLoss() throws {
        let rig = try PipelineRig { configuration, _ in
            configuration.accessSinks = [.stdout]
            configuration.standardOutput = 987_654
        }
        try rig.pipeline.start()
        rig.write(10)
        #expect(eventually { rig.account(.stdout).dropped[.ioError] == 10 })
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
    }

    @Test func aFullDiskFillsTheQueueThenDropsAndCounts() throws {
        let rig = try PipelineRig { configuration, _ in
            configuration.fileAccessPath = "/dev/full"
            configuration.queueBytes = 1_048_576
        }
        try rig.pipeline.start()
        for _ in 0..<30 {
            rig.write(100)
            #expect(rig.isBalanced)
        }
        #expect(eventually { rig.account().offered == 3000 })
        #expect(eventually { rig.pipeline.snapshot.sink(.file)?.state == .retrying })
        let account = rig.account()
        #expect(account.delivered == 0)
        #expect(account.dropped[.ioError, default: 0] > 0)
        #expect(account.queueEvents > 400)
        rig.pipeline.stop(within: 1)
        #expect(rig.account().dropped[.shutdown, default: 0] > 400)
        #expect(rig.account().droppedTotal == 3000)
        #expect(rig.isBalanced)
    }

    /// Root may write anywhere, so the folder is gone rather than read-only.
    @Test func aFolderThatIsGoneIsTriedAgain() throws {
        let rig = try PipelineRig { configuration, folder in
            mkdir(folder.file("logs"), 0o755)
            configuration.fileAccessPath = folder.file("logs/access.jsonl")
        }
        try rig.pipeline.start()
        rig.write(10)
        #expect(rig.delivered(10))
        rename(rig.folder.file("logs"), rig.folder.file("away"))
        usleep(700_000)
        rig.write(10)
        #expect(eventually { rig.pipeline.snapshot.sink(.file)?.state == .retrying })
        #expect(rig.account().queueEvents == 10)
        #expect(rig.isBalanced)
        mkdir(rig.folder.file("logs"), 0o755)
        #expect(rig.delivered(20))
        rig.pipeline.stop(within: 5)
        #expect(ParsedLine.all(in: try rig.folder.data("away/access.jsonl")).count == 10)
        #expect(ParsedLine.all(in: try rig.folder.data("logs/access.jsonl")).count == 10)
        let app = String(decoding: try rig.folder.data("app.jsonl"), as: UTF8.self)
        #expect(app.contains("log sink cannot write; it keeps trying"))
        #expect(app.contains("log sink writes again"))
    }

    @Test func aFullRingCountsAsOfferedAndDroppedForEachSink() throws {
        let output = try OutputPipe()
        let rig = try PipelineRig { configuration, _ in
            configuration.accessSinks = [.file, .stdout]
            configuration.standardOutput = output.writeEnd
        }
        output.closeReader()
        rig.write(5000, waits: false)
        let lost = rig.ring.droppedCount
        #expect(lost > 0)
        try rig.pipeline.start()
        #expect(rig.delivered(5000 - lost))
        rig.pipeline.stop(within: 5)
        for kind in [SinkKind.stdout, .file] {
            #expect(rig.account(kind).offered == 5000)
            #expect(rig.account(kind).dropped[.ringFull] == lost)
        }
        #expect(rig.pipeline.snapshot.emitted[.access]?.total == 5000)
        #expect(rig.isBalanced)
    }

    @Test func theEndDrainsEverythingAndSaysSo() throws {
        let rig = try PipelineRig()
        try rig.pipeline.start()
        rig.write(2000)
        rig.pipeline.stop(within: 10)
        rig.pipeline.stop(within: 10)
        #expect(rig.account().delivered == 2000)
        let app = try ParsedLine.all(in: rig.folder.data("app.jsonl")).map { try #require($0) }
        let last = try #require(app.last)
        #expect(last["message"] == "stream.closed")
        #expect(last["labels.access_sequences"] == "1:2000")
        #expect(last["labels.app_sequence"] == last.number("event.sequence").map(String.init))
        #expect(last["labels.ledger_file_access"] == "offered 2000 delivered 2000 queued 0 imbalance 0")
        #expect(last["labels.ledger_file_app"] == "offered 0 delivered 0 queued 0 imbalance 0")
    }

    @Test func noTimeMeansCountedLosses() throws {
        let rig = try PipelineRig { configuration, _ in configuration.fileAccessPath = "/dev/full" }
        try rig.pipeline.start()
        rig.write(2000)
        rig.pipeline.stop(within: 0)
        #expect(rig.account().offered == 2000)
        #expect(rig.account().dropped[.shutdown] == 2000)
        #expect(rig.isBalanced)
    }

    @Test func whatComesAfterTheEndIsCounted() throws {
        let rig = try PipelineRig()
        try rig.pipeline.start()
        rig.pipeline.stop(within: 5)
        Logger(label: "late", factory: rig.pipeline.logHandlerFactory).error("too late")
        #expect(rig.isBalanced)
        #expect(!String(decoding: try rig.folder.data("app.jsonl"), as: UTF8.self).contains("too late"))
        #expect(throws: LogPipelineError.self) { try rig.pipeline.start() }
    }

    @Test func theLedgerIsInTheExposition() throws {
        let rig = try PipelineRig()
        try rig.pipeline.start()
        rig.write(2048)
        #expect(rig.delivered(2048))
        // The ring's room is given back when its thread looks next.
        var text = ""
        let isReleased = eventually {
            text = String(decoding: rig.registry.render(.text004), as: UTF8.self)
            return text.contains("log_pipeline_ring_used_ratio{loop=\"0\"} 0\n")
        }
        #expect(isReleased)
        let expected = [
            #"log_pipeline_events_emitted_total{stream="access",level="info"} 2048"#,
            #"log_pipeline_events_emitted_total{stream="access",level="error"} 0"#,
            #"log_pipeline_events_offered_total{sink="file",stream="access"} 2048"#,
            #"log_pipeline_events_delivered_total{sink="file",stream="access"} 2048"#,
            #"log_pipeline_events_dropped_total{sink="file",stream="access",reason="queue_full"} 0"#,
            #"log_pipeline_queue_events{sink="file"} 0"#, #"log_pipeline_queue_bytes{sink="file"} 0"#,
            #"log_pipeline_queue_max_bytes{sink="file"} 8388608"#,
            #"log_pipeline_ledger_imbalance_events{sink="file"} 0"#, #"log_pipeline_ring_used_ratio{loop="0"} 0"#,
            #"log_pipeline_render_seconds_count{stream="access"} 2"#,
            #"log_pipeline_sink_state{sink="file",state="ok"} 1"#, #"log_pipeline_truncations_total{field="line"} 0"#,
        ]
        for line in expected { #expect(text.contains(line + "\n"), "\(line)") }
        #expect(text.contains(#"log_pipeline_last_delivery_timestamp_seconds{sink="file"} 1"#))
        rig.pipeline.stop(within: 5)
    }
}
