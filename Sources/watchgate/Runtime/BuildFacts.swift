import Telemetry

/// What this binary is.
enum BuildFacts {
    static let version = "0.1.0"
    /// The commit, where the build sets it; `unknown` otherwise.
    static let revision = "unknown"
    static let swiftVersion = "6.3"

    /// Sets `gateway_build_info`.
    static func publish(to registry: MetricRegistry) {
        registry.setInfo(Families.gatewayBuildInfo, [self.version, self.revision, self.swiftVersion])
    }
}
