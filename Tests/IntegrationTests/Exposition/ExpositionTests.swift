import Foundation
import Testing

/// What Prometheus reads (telemetry.md section 1), from a gateway that has seen all kinds of requests.
@Suite(.blocking) struct ExpositionTests {
    private static func gateway() throws -> GatewayProcess {
        var setup = GatewaySetup.proxy(try LoadUpstream.start())
        setup.policies = ["{ name: public, key: [client], limit: 1000, per: 1s, burst: 1000 }"]
        setup.routes = [
            #"{ name: said, match: { path: "/s/*" }, upstream: a, rate_limit: [public] }"#,
            #"{ name: order, match: { path: "/v1/orders/{id}", methods: [GET] }, upstream: a }"#,
            #"{ name: odd, match: { path: "/it's/a%22b/%0A/100%25,=/{x}" }, upstream: a }"#,
        ]
        let gateway = try GatewayProcess.start(setup)
        let client = try gateway.connect()
        for target in ["/s/200/10", "/s/404/0", "/s/500/70000", "/v1/orders/7", "/it's/a%22b/%0A/100%25,=/1", "/none"] {
            try client.sendGet(target)
            _ = try client.read()
        }
        _ = try gateway.exchange("POST /v1/orders/7 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok")
        _ = try gateway.exchange("broken\r\n\r\n")
        _ = try gateway.exchange("GET /s/200 HTTP/1.0\r\n\r\n")
        return gateway
    }

    @Test func promtoolHasNothingToSay() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        let promtool = try #require(TestProgram.find("promtool"), "scripts/test installs it with prometheus")
        let folder = try TemporaryFolder()
        try folder.write(try gateway.admin("/metrics").text, to: "metrics")
        let run = try TestProgram.run(promtool, ["check", "metrics"], input: folder.file("metrics"), in: folder)
        #expect(run.output == "")
        #expect(run.messages == "")
        #expect(run.exitCode == 0)
    }

    @Test func theStrictParserReadsOpenMetrics() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        let response = try gateway.admin("/metrics", "Accept: application/openmetrics-text; version=1.0.0")
        #expect(
            response["Content-Type"]?.hasPrefix("application/openmetrics-text; version=1.0.0; charset=utf-8") == true
        )
        #expect(response.text.hasSuffix("\n# EOF\n"))
        #expect(!response.text.contains("\n\n"))
        let folder = try TemporaryFolder()
        try folder.write(response.text, to: "metrics")
        try folder.write(Self.parser, to: "parse.py")
        let python = try #require(TestProgram.find("python3"), "scripts/test installs it")
        let run = try TestProgram.run(python, [folder.file("parse.py")], input: folder.file("metrics"), in: folder)
        if run.messages.contains("No module named") { return }  // Outside of scripts/test the parser may be missing.
        #expect(run.messages == "")
        #expect(run.exitCode == 0)
        // The parser and we read the same numbers.
        let text = try gateway.scrape()
        #expect(run.output.contains("requests \(text.requestCount)\n"))
        #expect(run.output.contains("/it's/a%22b/%0A/100%25,=/{x}"))
    }

    private static let parser = """
        import sys
        from prometheus_client.openmetrics.parser import text_string_to_metric_families
        families = list(text_string_to_metric_families(sys.stdin.read()))
        samples = [sample for family in families for sample in family.samples]
        name = "http_server_request_duration_seconds_count"
        print("requests", sum(sample.value for sample in samples if sample.name == name))
        print("routes", sorted({sample.labels["http_route"] for sample in samples if sample.name == name}))
        names = [family.name for family in families]
        assert names == sorted(names), names
        assert len(names) == len(set(names)), names
        """

    @Test func oddRoutesSurviveAsLabels() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        let routes = Set(
            try gateway.scrape().samples("http_server_request_duration_seconds_count").map { $0.labels["http_route"] }
        )
        #expect(routes == ["/s/*", "/v1/orders/{id}", "/it's/a%22b/%0A/100%25,=/{x}", "_unmatched"])
    }

    @Test func histogramsAddUp() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        let exposition = try gateway.scrape()
        for (family, type) in exposition.types where type == "histogram" {
            for count in exposition.samples(family + "_count") {
                let buckets = exposition.samples(family + "_bucket", count.labels)
                let values = buckets.map(\.value)
                #expect(values == values.sorted(), "\(family) \(count.labels)")
                #expect(buckets.last?.labels["le"] == "+Inf")
                #expect(values.last == count.value)
                #expect(exposition.samples(family + "_sum", count.labels).count == 1)
            }
        }
        #expect(exposition.types["http_server_request_duration_seconds"] == "histogram")
        #expect(exposition.types["gateway_route_requests_total"] == "counter")
        #expect(exposition.types["gateway_build_info"] == "gauge")
    }

    @Test(
        arguments: [
            ("*/*", "text/plain; version=0.0.4; charset=utf-8"),
            ("text/html", "text/plain; version=0.0.4; charset=utf-8"),
            ("application/openmetrics-text", "application/openmetrics-text; version=1.0.0; charset=utf-8"),
            (
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.9",
                "text/plain; version=0.0.4; charset=utf-8"
            ),
            ("application/openmetrics-text;q=0,*/*", "text/plain; version=0.0.4; charset=utf-8"),
            (
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.3",
                "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8"
            ),
        ]
    )
    func theFormatIsNegotiated(accept: String, contentType: String) throws {
        let gateway = try GatewayProcess.start(.proxy(toPort: try FreePort.find()))
        defer { gateway.stop() }
        let response = try gateway.admin("/metrics", "Accept: \(accept)")
        #expect(response.status == 200)
        #expect(response["Content-Type"]?.hasPrefix(contentType) == true)
        #expect(response["Cache-Control"] == "no-store")
    }

    @Test func theAdminListenerTakesWhatItShould() throws {
        let gateway = try GatewayProcess.start(.proxy(toPort: try FreePort.find()))
        defer { gateway.stop() }
        let client = try RawClient(port: gateway.adminPort)
        #expect(try client.get("/health/live").text == "{\"status\":\"live\"}\n")
        #expect(try client.get("/health/ready").text == "{\"status\":\"ready\"}\n")
        #expect(try client.get("/nothing").status == 404)
        try client.send("HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.read(to: "HEAD").status == 200)
        try client.send("POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
        let refused = try client.read()
        #expect(refused.status == 405)
        #expect(refused["Allow"] == "GET, HEAD")
        #expect(try gateway.admin("/metrics", "Host: b").status == 400, "two Host fields")
        let filtered = try Exposition(try gateway.admin("/metrics?name[]=gateway_routes&name%5B%5D=gateway_ready").text)
        #expect(Set(filtered.samples.map(\.name)) == ["gateway_routes", "gateway_ready"])
    }

    @Test func scrapesSideBySideAreAllAnswered() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        let port = gateway.adminPort
        let statuses = Workers.run(16) { _ in
            (0..<5).map { _ in (try? RawClient(port: port).get("/metrics").status) ?? 0 }
        }.flatMap { $0 }
        #expect(statuses.allSatisfy { $0 == 200 || $0 == 503 })
        #expect(statuses.count { $0 == 200 } > 0)
        let exposition = try gateway.scrape()
        #expect(exposition.sum("metrics_scrapes_total", ["code": "503"]) == Double(statuses.count { $0 == 503 }))
    }

    /// Nothing a client sends becomes a label: paths, hosts, methods and agents leave the number of series as it is.
    @Test func clientsMakeNoSeries() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        _ = try gateway.exchange("BREW /s/x HTTP/1.1\r\nHost: a\r\n\r\n")
        let before = Self.series(try gateway.scrape())
        let client = try gateway.connect()
        for number in 0..<100 {
            _ = try client.get("/none/\(number)?\(number)=\(number)", "User-Agent: agent-\(number)")
            _ = try client.get("/s/200/\(number)", "X-Field-\(number): 1")
            _ = try gateway.exchange("M\(number) /s/x HTTP/1.1\r\nHost: h\(number).test\r\n\r\n")
        }
        let added = Self.series(try gateway.scrape()).subtracting(before)
        #expect(added == [])
    }

    /// Without what the registry and the log pipeline say of themselves, which appears as they work.
    private static func series(_ exposition: Exposition) -> Set<String> {
        let samples = exposition.samples.filter { $0.name.hasPrefix("http_") || $0.name.hasPrefix("gateway_") }
        return Set(samples.map { "\($0.name) \($0.labels.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })" })
    }
}
