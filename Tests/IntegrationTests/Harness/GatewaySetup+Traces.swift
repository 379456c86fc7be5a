import TestKit

extension GatewaySetup {
    /// One upstream for every path, and spans to a receiver.
    static func traced(
        _ upstream: ScriptedUpstream,
        _ receiver: OTLPReceiver?,
        _ keys: String = "",
        traces: String = ""
    ) -> GatewaySetup {
        var setup = GatewaySetup.proxy(upstream, keys)
        let otlp = receiver.map { "otlp: \"\($0.url)\"" }
        setup.traces = [otlp, traces.isEmpty ? nil : traces].compactMap { $0 }.joined(separator: ", ")
        return setup
    }
}
