/// What clients asked for and got: the public listener.
extension Families {
    package static let httpServerRequestDuration = HistogramFamily(
        "http_server_request_duration_seconds",
        unit: .seconds,
        buckets: Buckets.duration,
        labels: [
            .configured("http_route"), .closed("http_request_method", MethodLabel.self),
            .status("http_response_status_code"), .closed("url_scheme", SchemeLabel.self),
            .closed("network_protocol_version", ProtocolVersionLabel.self), .closed("error_type", Outcome.self),
        ],
        limit: 2_000,
        collapses: ["network_protocol_version", "http_request_method", "http_route"],
        exemplars: true,
        help: "Time from the first byte of a request's head to the last byte of the answer given to the socket."
    )
    package static let httpServerRequestBodySize = HistogramFamily(
        "http_server_request_body_size_bytes",
        unit: .bytes,
        buckets: Buckets.bytes,
        labels: [.configured("http_route"), .closed("http_request_method", MethodLabel.self)],
        help: "Bytes of request bodies as received."
    )
    package static let httpServerResponseBodySize = HistogramFamily(
        "http_server_response_body_size_bytes",
        unit: .bytes,
        buckets: Buckets.bytes,
        labels: [.configured("http_route"), .closed("http_request_method", MethodLabel.self)],
        help: "Bytes of response bodies as sent."
    )
    package static let gatewayRequestPhaseDuration = HistogramFamily(
        "gateway_request_phase_duration_seconds",
        unit: .seconds,
        buckets: Buckets.fast,
        labels: [.closed("phase", Phase.self)],
        help: "Time per phase of a request, counted for requests that entered the phase."
    )
    package static let httpServerActiveRequests = GaugeFamily(
        "http_server_active_requests",
        labels: [.closed("http_request_method", MethodLabel.self), .closed("url_scheme", SchemeLabel.self)],
        help: "Requests whose answer is not complete."
    )
    package static let gatewayRoutes = GaugeFamily("gateway_routes", help: "Routes of the applied configuration.")
    package static let gatewayReady = GaugeFamily(
        "gateway_ready",
        help: "Whether new requests are welcome: 0 while starting and draining."
    )
    package static let gatewayRouteRequests = CounterFamily(
        "gateway_route_requests_total",
        labels: [.configured("http_route"), .closed("who", Who.self)],
        help: "Requests by the party that decided their outcome; none: they went well."
    )
    package static let gatewayRequestsRejected = CounterFamily(
        "gateway_requests_rejected_total",
        labels: [
            .closed("reason", Outcome.self) { outcome in
                outcome.labelText.hasPrefix("client_") || outcome.labelText.hasPrefix("gateway_")
            }
        ],
        help: "Requests answered by the gateway itself, without an upstream, by outcome code."
    )

    static let http: [FamilyDescriptor] = [
        httpServerRequestDuration.descriptor, httpServerRequestBodySize.descriptor,
        httpServerResponseBodySize.descriptor, gatewayRequestPhaseDuration.descriptor,
        httpServerActiveRequests.descriptor, gatewayRoutes.descriptor, gatewayReady.descriptor,
        gatewayRouteRequests.descriptor, gatewayRequestsRejected.descriptor,
    ]
}
