import GatewayConfig
import GatewayCore
import NIOCore
import Telemetry
import Testing

/// `check` refuses a configuration whose series would not find room.
@Suite struct SeriesLimitTests {
    private static func load(routes: Int, series: Int) -> Result<LoadedConfiguration, ConfigurationDiagnostics> {
        let list = (0..<routes).map { "{ name: r\($0), match: { path: /\($0) }, upstream: orders }" }
        let text = """
            server: { shards: 2 }
            upstreams: { orders: { targets: ["127.0.0.1:9001", "127.0.0.1:9002"] } }
            routes: [ \(list.joined(separator: ",\n")) ]
            telemetry: { metrics: { series: \(series) } }

            """
        return ConfigurationLoader.load(text: text, file: "watchgate.yaml", environment: [:])
    }

    private static func need(routes: Int) -> SeriesNeed {
        var need = SeriesNeed()
        (need.routes, need.upstreams, need.targets, need.shards) = (routes, 1, 2, 2)
        return need
    }

    @Test func theLimitIsExact() throws {
        let least = SeriesNeed.limit(for: Self.need(routes: 300).count())
        let loaded = try Self.load(routes: 300, series: least).get()
        #expect(loaded.plan.telemetry.series == least)
        guard case .failure(let diagnostics) = Self.load(routes: 300, series: least - 1) else {
            Issue.record("one series too few is accepted")
            return
        }
        let error = try #require(diagnostics.errors.first)
        #expect(error.code == .seriesLimit && error.key == "telemetry.metrics.series")
        #expect(error.what.contains("300 paths, 1 upstreams with 2 targets and 0 policies need"))
        #expect(error.instead == "write at least \(least)")
    }

    @Test func eachRouteNeedsACounterPerParty() {
        let (one, two) = (Self.need(routes: 1).count(), Self.need(routes: 2).count())
        #expect(two - one == Who.allCases.count)
    }

    /// What is said to be needed finds room, all of it: a registry of that size collapses nothing.
    @Test func whatIsNeededFindsRoom() {
        var limits = RegistryLimits()
        limits.children = SeriesNeed.limit(for: Self.need(routes: 300).count())
        let registry = MetricRegistry(names: NameTable(), limits: limits)
        for index in 0..<300 {
            registry.precreate(Families.gatewayRouteRequests, .configured(registry.names.intern("/\(index)")))
        }
        let text = String(decoding: registry.render(.text004), as: UTF8.self)
        #expect(text.split(separator: "\n").count { $0.hasPrefix("gateway_route_requests_total{") } == 2_100)
    }

    @Test func defaultsAreTheRegistrysOwn() throws {
        let plan = try Self.load(routes: 1, series: 10_000).get().plan.telemetry
        let limits = RegistryLimits()
        #expect(plan.series == limits.children && plan.familySeries == limits.familyChildren)
        #expect(plan.bytes == limits.bytes)
        #expect(plan.idle.nanoseconds == Int64(limits.idleMilliseconds) * 1_000_000)
    }
}
