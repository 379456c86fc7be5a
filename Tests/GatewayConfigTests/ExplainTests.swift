import GatewayConfig
import GatewayCore
import TestKit
import Testing

@Suite struct ExplainTests {
    static let text = """
        upstreams:
          orders: { targets: ["127.0.0.1:9001", "127.0.0.1:9002"] }
          files: { targets: ["127.0.0.1:9003"] }
        rate_limit:
          policies: [{ name: public, key: [client], limit: 5, per: 1s }]
        routes:
          - { name: rest, match: { path: "/v1/*" }, upstream: orders }
          - { name: order, match: { path: "/v1/orders/{id}", methods: [GET, PURGE] }, upstream: orders, rate_limit: [public] }
          - { name: order-api, match: { path: "/v1/orders/{id}", methods: [GET], host: api.test }, upstream: orders }
          - { name: order-any, match: { path: "/v1/orders/{id}", host: api.test }, upstream: orders, private: true }
          - { name: files, match: { path: "/files/{name}", methods: [GET] }, upstream: files, encoded_slash: pass }
          - { name: home, match: { path: "/", methods: [GET] }, upstream: files }
        """

    private static func report(
        _ method: String,
        _ url: String,
        host: String? = nil
    ) throws -> (text: String, json: String) {
        let plan = try Sample.plan(Self.text)
        let explanation = try #require(RequestExplanation(method: method, url: url, host: host, plan: plan))
        let report = Reports.explain(explanation, plan)
        return (report.text, report.json.text)
    }

    private static func explanation(_ method: String, _ url: String, host: String? = nil) throws -> RequestExplanation {
        try #require(RequestExplanation(method: method, url: url, host: host, plan: Sample.plan(Self.text)))
    }

    @Test func itSaysWhyARouteWonAndTheOthersLost() throws {
        let reports = try [
            Self.report("GET", "http://API.test:8080/v1/orders/7?x=1"), Self.report("HEAD", "/v1/orders/7"),
            Self.report("DELETE", "/files/a"), Self.report("GET", "/nowhere"), Self.report("GET", "/"),
        ]
        expectGolden(reports.map(\.text).joined(separator: "\n---\n\n"), "explain.txt")
        expectGolden(reports.map(\.json).joined(), "explain.json")
    }

    @Test(arguments: [
        ("GET", "*", 400), ("OPTIONS", "*", 204), ("CONNECT", "/", 405), ("TRACE", "/", 405), ("PROPFIND", "/", 501),
        ("G T", "/", 400), ("get", "/", 501), ("GET", "/a//b", 400), ("GET", "/a/../b", 400), ("GET", "/%2e%2E", 400),
        ("GET", "/%zz", 400), ("GET", "/a b", 400), ("GET", "/é", 400), ("GET", "/v1/orders/a%2fb", 400),
        ("GET", "/nowhere", 404), ("POST", "/", 405), ("PURGE", "/", 405),
    ])
    func itSaysWhatTheGatewayAnswersItself(method: String, url: String, status: Int) throws {
        let explanation = try Self.explanation(method, url)
        #expect(explanation.status == status)
        #expect(explanation.route == nil)
        #expect(!explanation.reason.isEmpty)
    }

    @Test(
        arguments: [
            ("GET", "/files/a%2Fb", nil, 4), ("GET", "http://api.test", nil, 5),
            ("GET", "/v1/orders/%37", "API.TEST.", 2),
            ("PURGE", "/v1/orders/7", "api.test", 3), ("PURGE", "/v1/orders/7", nil, 1),
            ("POST", "/v1/orders/7", nil, 0),
            ("GET", "https://x.test/#a", nil, 5), ("GET", "http://[::1]:80/v1/", nil, 0),
        ] as [(String, String, String?, Int)]
    )
    func itFindsTheRouteTheTableFinds(method: String, url: String, host: String?, route: Int) throws {
        let explanation = try Self.explanation(method, url, host: host)
        #expect(explanation.route == route)
        #expect(explanation.lines.filter { $0.verdict == .taken }.map(\.route) == [route])
        #expect(explanation.lines.count == 6)
    }

    @Test(arguments: ["", "v1/orders", "ftp://a/b", "http://", "http:///a"])
    func whatIsNoURLIsRefused(url: String) throws {
        #expect(try RequestExplanation(method: "GET", url: url, host: nil, plan: Sample.plan(Self.text)) == nil)
    }

    @Test func routesAreListedTheMostSpecificFirst() throws {
        let loaded = try Sample.load(Self.text).get()
        let report = Reports.routes(loaded)
        expectGolden(report.text, "routes.txt")
        expectGolden(report.json.text, "routes.json")
    }
}
