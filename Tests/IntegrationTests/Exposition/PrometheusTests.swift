import Foundation
import Testing

/// A real Prometheus scrapes the gateway (telemetry.md section 11, "Formats").
@Suite(.blocking) struct PrometheusTests {
    private struct Answer: Decodable {
        struct Outcome: Decodable { var result: [Sample] }
        struct Sample: Decodable {
            var metric: [String: String]
            var histogram: HistogramSample?
        }
        var data: Outcome
    }

    /// Time, then the histogram.
    private struct HistogramSample: Decodable {
        struct Value: Decodable { var count: String, sum: String }
        var value: Value

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            _ = try container.decode(Double.self)
            self.value = try container.decode(Value.self)
        }
    }

    private static func query(_ text: String, _ port: Int) throws -> Answer? {
        let allowed = CharacterSet.alphanumerics
        let query = text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
        guard let client = try? RawClient(port: port) else { return nil }  // Prometheus is not up yet.
        guard let response = try? client.get("/api/v1/query?query=\(query)"), response.status == 200 else { return nil }
        return try JSONDecoder().decode(Answer.self, from: Data(response.body))
    }

    @Test(arguments: [true, false]) func itIngestsWhatWeSay(_ isNative: Bool) throws {
        let program = try #require(TestProgram.find("prometheus"), "scripts/test installs it")
        let gateway = try GatewayProcess.start(.proxy(toPort: try FreePort.find()))
        defer { gateway.stop() }
        for number in 0..<5 { _ = try gateway.get("/x/\(number)") }
        let (folder, port) = (try TemporaryFolder(), try FreePort.find())
        let target = "127.0.0.1:\(gateway.adminPort)"
        try folder.write(
            """
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs: [ { job_name: gateway, static_configs: [ { targets: ["\(target)"] } ] } ]
            """,
            to: "prometheus.yml"
        )
        let native = isNative ? ["--enable-feature=native-histograms"] : []
        let prometheus = try ChildProcess(
            program,
            [
                "--config.file=\(folder.file("prometheus.yml"))", "--storage.tsdb.path=\(folder.file("data"))",
                "--web.listen-address=127.0.0.1:\(port)",
            ] + native,
            output: folder.file("output"),
            messages: folder.file("messages")
        )
        defer { prometheus.kill() }
        let name = "http_server_request_duration_seconds"
        let series = isNative ? name : "\(name)_bucket{le=\"+Inf\"} == 5"
        let answer = try Deadline.wait(for: "\(series) in Prometheus: \(folder.read("messages"))", within: 40) {
            let answer = try Self.query(series, port)
            usleep(100_000)
            return answer?.data.result.isEmpty == false ? answer : nil
        }
        #expect(answer.data.result.count == 1)
        if isNative { #expect(answer.data.result.first?.histogram?.value.count == "5") }
        let format = isNative ? "protobuf" : "openmetrics1"
        #expect(try gateway.scrape().sum("metrics_scrapes_total", ["format": format, "code": "200"]) > 0)
    }
}
