import Telemetry

/// What a scrape costs the thread that renders it.
struct ExpositionCost {
    private let registry: MetricRegistry

    /// The sample lines of one route: 20 of its durations, four times 12 of its sizes, 5 counters.
    private static let linesOfRoute = 73

    /// - Parameter lines: Sample lines of the text format, some routes' worth.
    init(lines: Int) {
        var limits = RegistryLimits()
        limits.children = 100_000
        limits.bytes = 256 << 20
        self.registry = MetricRegistry(names: NameTable(), limits: limits)
        let writers = [self.registry.makeWriter(), self.registry.makeWriter()]
        for index in 0..<(lines / Self.linesOfRoute) {
            let route = LabelValue.configured(self.registry.names.intern("/v1/orders/\(index)/{id}"))
            for writer in writers { self.fill(writer, route) }
        }
    }

    private func fill(_ writer: MetricWriter, _ route: LabelValue) {
        let handle = writer.histogram(
            Families.httpServerRequestDuration,
            route,
            .closed(MethodLabel.get),
            .status(200),
            .closed(SchemeLabel.http),
            .closed(ProtocolVersionLabel.http11),
            .none
        )
        for step in 0..<64 { handle.record(UInt64(1 + step % 16) << UInt64(14 + step % 14)) }
        for method in [MethodLabel.get, .post] {
            let sizes = [Families.httpServerRequestBodySize, Families.httpServerResponseBodySize]
            for family in sizes {
                let handle = writer.histogram(family, route, .closed(method))
                for step in 0..<16 { handle.record(UInt64(1) << UInt64(8 + step)) }
            }
        }
        for who in Who.allCases.prefix(5) {
            writer.counter(Families.gatewayRouteRequests, route, .closed(who)).add()
        }
    }

    /// Milliseconds of one scrape, and its size.
    func render(_ format: ExpositionFormat) -> (milliseconds: Double, bytes: Int) {
        let bytes = self.registry.render(format, names: []) { $0.count }
        let nanoseconds = Timing.nanoseconds(of: 1) { _ = self.registry.render(format, names: []) { $0.count } }
        return (nanoseconds / 1e6, bytes)
    }

    /// Sample lines in the text format, the registry's own families included.
    var lineCount: Int {
        self.registry.render(.text004, names: []) { bytes in
            bytes.split(separator: UInt8(ascii: "\n")).count { $0.first != UInt8(ascii: "#") }
        }
    }
}
