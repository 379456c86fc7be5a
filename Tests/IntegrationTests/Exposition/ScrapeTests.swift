import Foundation
import Testing

/// Scrapes over the wire: encodings, joined fields, bodies of several chunks, answers shared by many.
@Suite(.blocking) struct ScrapeTests {
    /// Enough series for several chunks of 64 KiB.
    private static func gateway() throws -> GatewayProcess {
        var setup = GatewaySetup.proxy(toPort: try FreePort.find())
        setup.routes = (0..<300).map { #"{ name: r\#($0), match: { path: "/orders/\#($0)/{id}" }, upstream: a }"# }
        return try GatewayProcess.start(setup)
    }

    private static let protobuf =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"

    @Test func gzipIsSentToWhoTakesIt() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        let plain = try gateway.admin("/metrics?name[]=gateway_route_requests_total")
        #expect(plain["Content-Encoding"] == nil)
        #expect(plain.body.count > 2 * 65_536)
        let gzip = try gateway.admin("/metrics?name[]=gateway_route_requests_total", "Accept-Encoding: gzip, br")
        #expect(gzip["Content-Encoding"] == "gzip")
        #expect(gzip["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(gzip.body.count < plain.body.count / 4)
        let folder = try TemporaryFolder()
        try Data(gzip.body).write(to: URL(filePath: folder.file("metrics.gz")))
        let program = try #require(TestProgram.find("gzip"), "scripts/test installs it")
        let run = try TestProgram.run(program, ["-dc"], input: folder.file("metrics.gz"), in: folder)
        #expect(run.output == plain.text)
    }

    @Test(arguments: [
        ("Accept: \(protobuf)", "protobuf"),
        ("Accept: text/html\r\nX-Other: 1\r\nAccept: \(protobuf);q=0.5\r\nAccept: text/plain;q=0.4", "protobuf"),
        ("Accept: application/openmetrics-text;version=2.0.0;escaping=allow-utf-8", "openmetrics2"),
        ("Accept: application/openmetrics-text;version=2.0.0\r\nAccept: ???", "text"),
    ])
    func everyFormatIsToBeHad(_ accept: String, _ format: String) throws {
        let types = [
            "protobuf": "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; "
                + "escaping=underscores",
            "openmetrics2": "application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=allow-utf-8",
            "text": "text/plain; version=0.0.4; charset=utf-8",
        ]
        let gateway = try GatewayProcess.start(.proxy(toPort: try FreePort.find()))
        defer { gateway.stop() }
        let response = try gateway.admin("/metrics", accept)
        #expect(response.status == 200)
        #expect(response["Content-Type"] == types[format])
        #expect(response["Cache-Control"] == "no-store")
        #expect(try gateway.scrape().sum("metrics_scrapes_total", ["format": format, "code": "200"]) >= 1)
    }

    /// A reader with a small window gets every byte, and the connection goes on.
    @Test func aSlowReaderGetsAllChunks() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        let client = try RawClient(port: gateway.adminPort, receiveBytes: 4_096)
        for _ in 0..<3 {
            try client.sendGet("/metrics")
            Thread.sleep(forTimeInterval: 0.1)
            let exposition = try Exposition(try client.read().text)
            #expect(exposition.samples("gateway_route_requests_total").count >= 2_100)
        }
        try client.send("HEAD /metrics HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
        #expect(try client.read(to: "HEAD")["Content-Encoding"] == "gzip")
        #expect(try client.get("/health/live").status == 200)
    }

    @Test func scrapesSideBySideShareGathers() throws {
        let gateway = try Self.gateway()
        defer { gateway.stop() }
        let port = gateway.adminPort
        let statuses = Workers.run(16) { _ in
            (0..<10).map { _ in (try? RawClient(port: port).get("/metrics").status) ?? 0 }
        }.flatMap { $0 }
        #expect(statuses == Array(repeating: 200, count: 160), "who asks for the same is never refused")
        let exposition = try gateway.scrape()
        #expect(exposition.sum("metrics_scrapes_total", ["code": "200"]) >= 160)
        #expect(exposition.sum("metrics_scrapes_coalesced_total") > 0)
    }
}
