import Foundation

/// A search for one record by its id that is exactly what the protocol asks for.
struct SearchRequestText {
    let index: String
    let id: String

    static func isSearch(_ request: LoopbackRequest) -> Bool { request.target.contains("/_search") }

    init(_ request: LoopbackRequest) throws {
        let path = request.target.split(separator: "/")
        guard request.method == "POST", path.count == 2, path[1] == "_search" else {
            throw LoopbackError(text: "not a search: \(request.method) \(request.target)")
        }
        guard path[0].wholeMatch(of: /logs-gateway\.(access|app|audit)-[a-z0-9._]+/) != nil else {
            throw LoopbackError(text: "not one of our data streams: \(path[0])")
        }
        self.index = String(path[0])
        guard request["content-type"] == "application/json" else { throw LoopbackError(text: "content type") }
        let body = try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any] ?? [:]
        guard Set(body.keys) == ["size", "_source", "query"], body["size"] as? Int == 1,
            body["_source"] as? Bool == false, let query = body["query"] as? [String: [String: [String]]],
            query.count == 1, query["ids"]?.count == 1, let ids = query["ids"]?["values"], ids.count == 1
        else { throw LoopbackError(text: "not a search for one id") }
        self.id = ids[0]
    }

    /// As Elasticsearch answers, with every member of it.
    func answer(isFound: Bool) -> [UInt8] {
        let hit = "{\"_index\":\".ds-\(self.index)-000001\",\"_id\":\"\(self.id)\",\"_score\":1.0}"
        let shards = "\"_shards\":{\"total\":1,\"successful\":1,\"skipped\":0,\"failed\":0}"
        let total = "\"total\":{\"value\":\(isFound ? 1 : 0),\"relation\":\"eq\"}"
        let score = "\"max_score\":\(isFound ? "1.0" : "null")"
        let hits = "\"hits\":{\(total),\(score),\"hits\":[\(isFound ? hit : "")]}"
        return Array("{\"took\":2,\"timed_out\":false,\(shards),\(hits)}".utf8)
    }
}
