/// Whether the gateway takes requests.
package enum GatewayReadyCheck {
    package static func evaluate(_ figures: GatewayFigures) -> Finding {
        if figures.value("gateway_ready") == 1 { return .ok(.gatewayReady, "the gateway is ready") }
        return .failed(
            .gatewayReady,
            "the gateway runs and is not ready: it starts, or drains before it ends",
            fix: "Look at its app log for what it waits for, and start it again if it does not end."
        )
    }
}
