import TestKit
import Testing

/// An outage's records are delivered once the store is back, the next process's work included.
@Suite(.blocking, .serialized) struct CatchUpTests {
    @Test func aFullSpoolIsDelivered() throws {
        let count = Scale.count(1_000, full: 30_000)
        let receiver = try BulkReceiver(keepsLines: false)
        receiver.stop()
        var setup = GatewaySetup.proxy(try LoadUpstream.start())
        setup.shards = 2
        setup.elasticsearch = "url: \"http://127.0.0.1:\(receiver.port)\", linger: 100ms"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let recorder = AnswerRecorder(port: gateway.port, depth: 16)
        let answers = Box<AnswerRecorder.Answers>()
        let began = Deadline.now()
        ScriptedUpstream.startThread { answers.set(recorder.run(4)) }
        try Deadline.wait(for: "\(count) answers", within: 300) { recorder.answered >= count ? () : nil }
        recorder.stop()
        let ingest = Double(try Deadline.wait(for: "the clients") { answers.value }.ids.count)
        let loaded = Deadline.now()
        #expect(gateway.terminate() == .exited(0))
        try receiver.restart()
        let next = try GatewayProcess.start(setup, after: gateway)
        defer { next.stop() }
        let started = Deadline.now()
        try Deadline.wait(for: "all records", within: 300) { receiver.storedCount >= Int(ingest) ? () : nil }
        let delivered = Deadline.now()
        let exposition = try next.scrape(until: "an empty queue") { $0.sum("log_pipeline_queue_events") == 0 }
        let labels = ["sink": "elasticsearch", "stream": "access"]
        #expect(exposition.sum("log_pipeline_events_recovered_total", labels) == ingest)
        #expect(exposition.sum("log_pipeline_events_delivered_total", labels) == ingest)
        #expect(exposition.sum("log_pipeline_events_dropped_total") == 0)
        #expect(exposition.sum("log_pipeline_ledger_imbalance_events") == 0)
        #expect(receiver.storedCount == Int(ingest) && receiver.violations == [])
        func rate(_ from: UInt64, _ to: UInt64) -> Int { Int(ingest / (Double(to - from) / 1e9)) }
        print("\(Int(ingest)) records, \(rate(began, loaded)) a second in, \(rate(started, delivered)) a second out")
    }
}
