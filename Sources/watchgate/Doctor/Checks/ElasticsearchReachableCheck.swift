/// Whether somebody accepts connections at the address of Elasticsearch.
package enum ElasticsearchReachableCheck {
    package static func evaluate(_ server: ElasticsearchAddress, canConnect: Bool) -> Finding {
        let address = "\(server.host):\(server.port)"
        if canConnect { return .ok(.elasticsearchReachable, "\(address) accepts connections") }
        return .unreachable(
            .elasticsearchReachable,
            "nobody accepts connections at \(address)",
            fix: "Start Elasticsearch, open the way to it, or mend its url; records wait in the spool meanwhile."
        )
    }
}
