import Foundation
import TestKit
import Testing

/// The whole way from a request to a strict `_bulk` receiver.
@Suite(.blocking) struct ElasticsearchTests {
    /// The receiver is gone for a while, loses answers, is busy and refuses one record: each ends in one place.
    @Test func whatWasServedIsStoredThroughOutages() throws {
        let receiver = try BulkReceiver { number, _, ids in
            switch number {
            case 2: .storeAndReset
            case 3: .status(503)
            case 4: .items { $0 == ids[0] ? (429, "es_rejected_execution_exception") : nil }
            default: .store
            }
        }
        var setup = GatewaySetup.proxy(try .serving([:]))
        setup.elasticsearch = "url: \"http://127.0.0.1:\(receiver.port)\", linger: 50ms, batch_events: 100"
        let gateway = try GatewayProcess.start(setup)
        defer { gateway.stop() }
        let client = try gateway.connect()
        for _ in 0..<500 { #expect(try client.get("/x").status == 200) }
        receiver.stop()
        for _ in 0..<500 { #expect(try client.get("/x").status == 200) }
        try receiver.restart()
        let labels = ["sink": "elasticsearch", "stream": "access"]
        let exposition = try gateway.scrape(until: "all are stored") { exposition in
            let delivered = exposition.sum("log_pipeline_events_delivered_total", labels)
            return delivered + exposition.sum("log_pipeline_events_duplicates_total", labels) == 1000
        }
        #expect(exposition.sum("log_pipeline_events_offered_total", labels) == 1000)
        #expect(exposition.sum("log_pipeline_events_dropped_total", labels) == 0)
        #expect(exposition.sum("log_pipeline_ledger_imbalance_events", ["sink": "elasticsearch"]) == 0)
        #expect(receiver.violations == [])
        let written = try gateway.accessLines(count: 1000).compactMap { $0.text("event.id") }
        #expect(Set(written) == Set(receiver.stored.keys))
    }
}
