import GatewayConfig
import GatewayCore
import Testing

/// Small configurations to vary.
enum Sample {
    /// The smallest one without warnings.
    static let minimal = """
        upstreams: { orders: { targets: ["127.0.0.1:9001"] } }
        routes: [ { name: all, match: { path: "/*" }, upstream: orders } ]

        """

    static func load(
        _ text: String,
        _ environment: [String: String] = [:],
        _ overrides: ConfigurationOverrides = .init()
    ) -> Result<LoadedConfiguration, ConfigurationDiagnostics> {
        ConfigurationLoader.load(text: text, file: "watchgate.yaml", environment: environment, overrides: overrides)
    }

    static func plan(
        _ text: String,
        _ environment: [String: String] = [:],
        _ overrides: ConfigurationOverrides = .init()
    ) throws -> GatewayPlan {
        try Self.load(text, environment, overrides).get().plan
    }

    /// Errors and warnings, whether there are errors or not.
    static func diagnostics(
        _ text: String,
        _ environment: [String: String] = [:],
        _ overrides: ConfigurationOverrides = .init()
    ) -> ConfigurationDiagnostics {
        switch Self.load(text, environment, overrides) {
        case .success(let loaded): loaded.warnings
        case .failure(let diagnostics): diagnostics
        }
    }

    /// `WG-CFG-012` and so on, in order.
    static func codes(_ text: String, _ environment: [String: String] = [:]) -> [String] {
        Self.diagnostics(text, environment).items.map(\.code.text)
    }
}
