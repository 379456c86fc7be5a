package import Telemetry

extension CompiledPlan {
    /// The names that this plan gives to labels, by label.
    package var labelNames: [String: [ConfiguredLabel]] {
        [
            "http_route": self.routeLabels, "upstream": self.upstreamLabels,
            "target": self.targets.joined().map(\.label), "policy": self.limits.map(\.label),
        ]
    }
}
