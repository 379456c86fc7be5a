/// The validated configuration, immutable: what `serve` runs and a reload swaps as a whole.
package struct GatewayPlan: Sendable {
    package var server = ServerPlan()
    package var admin = AdminPlan()
    package var upstreams: [UpstreamPlan] = []
    package var routes: [RoutePlan] = []
    package var rateLimits: [RateLimitPlan] = []
    package var logs = LogsPlan()
    package var telemetry = TelemetryPlan()
    package var traces = TracesPlan()
    package var platform = PlatformPlan()
    /// Where state lives: absolute, or relative to the working directory.
    package var stateDirectory = "./.watchgate"
    /// `APP_ENV`, alias `NODE_ENV`; `development` when neither is set.
    package var environment = "development"
    /// 16 hex digits over the configuration's text and the environment that was applied to it.
    package var hash = ""

    package init() {}
}

/// The admin listener.
package struct AdminPlan: Sendable, Equatable {
    package var host = "127.0.0.1"
    package var port = 9464

    package init() {}
}
