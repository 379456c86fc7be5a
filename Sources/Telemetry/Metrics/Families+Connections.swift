/// Client connections.
extension Families {
    package static let gatewayConnections = GaugeFamily(
        "gateway_connections",
        labels: [.closed("state", ConnectionStateLabel.self)],
        help: "Open client connections."
    )
    package static let gatewayConnectionsLimit = GaugeFamily(
        "gateway_connections_limit",
        help: "The most client connections that are accepted."
    )
    package static let gatewayConnectionsOpened = CounterFamily(
        "gateway_connections_opened_total",
        help: "Client connections accepted."
    )
    package static let gatewayConnectionsClosed = CounterFamily(
        "gateway_connections_closed_total",
        labels: [.closed("reason", ConnectionCloseLabel.self)],
        help: "Client connections closed, by reason."
    )

    static let connections: [FamilyDescriptor] = [
        gatewayConnections.descriptor, gatewayConnectionsLimit.descriptor, gatewayConnectionsOpened.descriptor,
        gatewayConnectionsClosed.descriptor,
    ]
}
