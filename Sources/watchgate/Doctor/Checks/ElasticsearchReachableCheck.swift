/// Whether Elasticsearch can be talked to at its address.
package enum ElasticsearchReachableCheck {
    /// - Parameters:
    ///   - server: The address.
    ///   - obstacle: Why it cannot be talked to; nil: it can.
    /// - Returns: What to print.
    package static func evaluate(_ server: ElasticsearchAddress, obstacle: String?) -> Finding {
        let address = "\(server.host):\(server.port)"
        guard let obstacle else { return .ok(.elasticsearchReachable, "\(address) accepts connections") }
        return .unreachable(
            .elasticsearchReachable,
            "\(address): \(obstacle)",
            fix: "Start Elasticsearch, open the way to it, or mend its url; records wait in the spool meanwhile."
        )
    }
}
