import CAllocationCounter
import Foundation
import GatewayCore
import NIOCore
import Telemetry
import Testing

/// Heap allocations of the event loop per proxied keep-alive request, everything on: routing, rate limit, trace
/// context, metrics, access record.
///
/// Counted over many requests on real sockets; the numbers do not depend on the machine's load.
@Suite(.serialized) struct ProxyAllocationTests {
    private static let requestCount = 2_000

    /// The checked-in numbers: change them only together with the change that moves them.
    private struct Thresholds: Decodable {
        var smallGet: Double
        var postWithBody: Double
        var telemetryOff: Double
        var credential: Double
        var traced: Double
    }

    private func thresholds() throws -> Thresholds {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("thresholds.json")
        return try JSONDecoder().decode(Thresholds.self, from: Data(contentsOf: file))
    }

    private func allocationsPerRequest(
        _ request: String,
        recordsTelemetry: Bool = true,
        privacy: PrivacyPlan = PrivacyPlan(),
        traces: TracesPlan = TracesPlan()
    ) async throws -> Double {
        let body = String(repeating: "x", count: 200)
        let upstream = try BlockingUpstream(
            response:
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nServer: test\r\nContent-Length: 200\r\n\r\n\(body)"
        )
        var plan = GatewayPlan()
        plan.server.port = 0
        plan.traces = traces
        plan.rateLimits = [RateLimitPlan(name: "all", limit: 1_000_000, per: .seconds(1), burst: 1_000_000)]
        let target = UpstreamPlan.Target(address: "127.0.0.1:\(upstream.port)", host: "127.0.0.1", port: upstream.port)
        plan.upstreams = [UpstreamPlan(name: "test", targets: [target])]
        plan.routes = [RoutePlan(name: "all", path: "/*", upstream: 0)]
        plan.routes[0].rateLimits = [0]
        plan.logs.privacy = privacy
        let names = NameTable()
        let registry = MetricRegistry(names: names)
        let shared = GatewayShared(names: names, registry: registry, recordsTelemetry: recordsTelemetry)
        let gateway = try Gateway(plan, shared: shared)
        let port = try await gateway.start()
        let ring = gateway.rings[0]
        let client = try BlockingSocket(port: port)
        func run(_ count: Int) throws {
            for index in 0..<count {
                try client.exchange(Array(request.utf8), bodyCount: 200)
                // Nobody drains the ring here but us.
                if index % 500 == 0 { _ = ring.drain(atMost: .max) { _ in } }
            }
        }
        try run(200)
        let before = try await gateway.onLoop { wg_thread_allocations() }
        // Setting the loop up allocated: a count of 0 would mean that nothing is counted.
        #expect(before > 100)
        try run(Self.requestCount)
        let after = try await gateway.onLoop { wg_thread_allocations() }
        client.disconnect()
        await gateway.drain(within: .seconds(1))
        await gateway.stop()
        return Double(after - before) / Double(Self.requestCount)
    }

    private static let get =
        "GET /v1/orders/8812?expand=lines HTTP/1.1\r\nHost: api.example.com\r\nUser-Agent: ExampleApp/3.1\r\n"
        + "Accept: application/json\r\nAccept-Encoding: gzip\r\nCookie: session=0123456789abcdef\r\n\r\n"

    private static let post =
        "POST /v1/orders HTTP/1.1\r\nHost: api.example.com\r\nUser-Agent: ExampleApp/3.1\r\n"
        + "Content-Type: application/json\r\nContent-Length: 26\r\n\r\n{\"product\":7,\"quantity\":1}"

    @Test func aSmallGetAllocatesNoMoreThanCheckedIn() async throws {
        let count = try await self.allocationsPerRequest(Self.get)
        print("allocations per proxied GET: \(count)")
        #expect(count <= (try self.thresholds().smallGet))
    }

    @Test func aPostWithASmallBodyAllocatesNoMoreThanCheckedIn() async throws {
        let count = try await self.allocationsPerRequest(Self.post)
        print("allocations per proxied POST: \(count)")
        #expect(count <= (try self.thresholds().postWithBody))
    }

    /// What is listed to be logged is gathered without a heap; OpenSSL allocates twice for the HMAC of a credential.
    @Test func listedFieldsAndACredentialAllocateNoMoreThanCheckedIn() async throws {
        var privacy = PrivacyPlan()
        privacy.headers = ["x-tenant", "accept"]
        privacy.queryValues = ["expand"]
        privacy.clientAddress = .hash
        let fields = "X-Tenant: a\r\nX-Tenant: b\r\nReferer: https://shop.example/cart?x=1\r\n\r\n"
        let request = Self.get.replacing("\r\n\r\n", with: "\r\n" + fields)
        let listed = try await self.allocationsPerRequest(request, privacy: privacy)
        print("allocations per proxied GET with listed fields: \(listed)")
        #expect(listed <= (try self.thresholds().smallGet))
        let credential = request.replacing("X-Tenant: b", with: "Authorization: Bearer 0123456789abcdef")
        let count = try await self.allocationsPerRequest(credential, privacy: privacy)
        print("allocations per proxied GET with listed fields and a credential: \(count)")
        #expect(count <= (try self.thresholds().credential))
    }

    /// Sampled or not, a trace takes memory that the connection has already.
    @Test(arguments: [0.01, 1]) func aTraceAllocatesNothing(_ sample: Double) async throws {
        var traces = TracesPlan()
        (traces.sample, traces.otlp) = (sample, "http://127.0.0.1:4318/v1/traces")
        let get = Self.get.replacing(
            "Cookie:",
            with:
                "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\ntracestate: a=1,b=2\r\nCookie:"
        )
        let count = try await self.allocationsPerRequest(get, traces: traces)
        print("allocations per proxied GET, \(sample * 100) % of traces kept: \(count)")
        #expect(count <= (try self.thresholds().traced))
    }

    @Test func telemetryAllocatesNothingOnTheLoop() async throws {
        let count = try await self.allocationsPerRequest(Self.get, recordsTelemetry: false)
        print("allocations per proxied GET, telemetry off: \(count)")
        #expect(count <= (try self.thresholds().telemetryOff))
    }
}
