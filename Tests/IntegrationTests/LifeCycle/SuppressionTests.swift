import Foundation
import Testing

/// A call site that logs in a loop: ten records at once, then one a second; the rest is a number (telemetry.md section 5).
@Suite(.blocking) struct SuppressionTests {
    private static func records(_ gateway: GatewayProcess, _ message: String) throws -> [AccessLine] {
        try AccessLine.parse(gateway.folder.bytes("app.jsonl")).filter { $0.text("message") == message }
    }

    @Test func aSiteThatFallsSilentReportsWhatWasLeftOut() throws {
        let gateway = try GatewayProcess.start(.proxy(try .answering(body: "x")))
        defer { gateway.stop() }
        try gateway.folder.write("server: { prot: 1 }\n", to: "watchgate.yaml")
        let count = 20
        for number in 1...count {
            gateway.signal(SIGHUP)
            _ = try gateway.scrape(until: "refused reload \(number)") {
                $0.sum("gateway_config_reloads_total", ["result": "rejected"]) == Double(number)
            }
        }
        let rejected = "configuration rejected; the old one stays"
        let summary = try Deadline.wait(for: "the summary", within: 120) {
            try Self.records(gateway, "records of a call site were left out").first
        }
        let written = try Self.records(gateway, rejected)
        #expect(written.count >= 10)
        let suppressed = written.reduce(summary.number("gateway.suppressed_count") ?? 0) {
            $0 + ($1.number("gateway.suppressed_count") ?? 0)
        }
        #expect(written.count + suppressed == count)
        #expect(summary.text("log.origin.file.name") == "GatewayRuntime.swift")
        let exposition = try gateway.scrape()
        #expect(exposition.sum("log_pipeline_events_suppressed_total", ["stream": "app"]) == Double(suppressed))
        // What was suppressed was never a record: sequences have no gap.
        let all = try AccessLine.parse(gateway.folder.bytes("app.jsonl")).compactMap { $0.number("event.sequence") }
        #expect(all == Array(1...all.count))
    }
}
