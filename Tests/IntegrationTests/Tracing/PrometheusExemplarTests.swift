import Foundation
import TestKit
import Testing

/// A real Prometheus keeps our exemplars, from OpenMetrics and from protobuf.
@Suite(.blocking) struct PrometheusExemplarTests {
    private struct Answer: Decodable {
        struct Series: Decodable { var exemplars: [Exemplar] }
        struct Exemplar: Decodable {
            var labels: [String: String]
            var value: String
        }
        var data: [Series]
    }

    private static func query(_ series: String, _ port: Int) throws -> [Answer.Exemplar] {
        let now = Int(Date().timeIntervalSince1970)
        let query = "query=\(series)&start=\(now - 300)&end=\(now + 300)"
        guard let client = try? RawClient(port: port) else { return [] }  // Prometheus is not up yet.
        guard let response = try? client.get("/api/v1/query_exemplars?\(query)"), response.status == 200 else {
            return []
        }
        return try JSONDecoder().decode(Answer.self, from: Data(response.body)).data.flatMap(\.exemplars)
    }

    @Test(arguments: [true, false]) func itKeepsOurExemplars(_ isNative: Bool) throws {
        let program = try #require(TestProgram.find("prometheus"), "scripts/test installs it")
        let receiver = try OTLPReceiver()
        let gateway = try GatewayProcess.start(.traced(try .serving([:]), receiver))
        defer { gateway.stop() }
        _ = try gateway.get("/x")
        let (folder, port) = (try TemporaryFolder(), try FreePort.find())
        try folder.write(
            """
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs:
              - { job_name: gateway, static_configs: [ { targets: ["127.0.0.1:\(gateway.adminPort)"] } ] }
            """,
            to: "prometheus.yml"
        )
        let features = ["exemplar-storage"] + (isNative ? ["native-histograms"] : [])
        let prometheus = try ChildProcess(
            program,
            [
                "--config.file=\(folder.file("prometheus.yml"))", "--storage.tsdb.path=\(folder.file("data"))",
                "--web.listen-address=127.0.0.1:\(port)", "--enable-feature=\(features.joined(separator: ","))",
            ],
            output: folder.file("output"),
            messages: folder.file("messages")
        )
        defer { prometheus.kill() }
        let series = "http_server_request_duration_seconds" + (isNative ? "" : "_bucket")
        let exemplars = try Deadline.wait(for: "exemplars in Prometheus: \(folder.read("messages"))", within: 40) {
            let exemplars = try Self.query(series, port)
            usleep(100_000)
            return exemplars.isEmpty ? nil : exemplars
        }
        let span = try Deadline.wait(for: "the span") { receiver.spans.first { $0.kind == 2 } }
        #expect(exemplars.allSatisfy { $0.labels == ["trace_id": span.traceID, "span_id": span.spanID] })
        let seconds = Double(span.end - span.start) / 1e9
        #expect(exemplars.allSatisfy { abs((Double($0.value) ?? -1) - seconds) < 1e-9 })
    }
}
