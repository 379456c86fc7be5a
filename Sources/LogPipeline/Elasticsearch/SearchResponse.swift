/// Reads the body of a `_search` response.
///
/// ```
/// {"took":1,"timed_out":false,"_shards":{"total":1,"failed":0},"hits":{"total":{…},"hits":[{"_index":"…","_id":"…"}]}}
/// ```
/// Members may come in any order, unknown ones are skipped.
package enum SearchResponse {
    private struct Facts {
        var hasTimedOut: Bool?
        var failedShards: Int?
        var ids: [String]?
    }

    /// - Parameters:
    ///   - body: The whole body.
    ///   - id: Of the only record that was asked for.
    /// - Returns: `unreadable` too when only some of the shards have answered and none of them has the record.
    package static func answer(_ body: [UInt8], id: String) -> CanaryWatch.Answer {
        let facts = body.withUnsafeBytes { bytes in
            var reader = JSONReader(bytes)
            return try? Self.read(&reader)  // the caller counts it as an answer that cannot be read
        }
        guard let facts, let hasTimedOut = facts.hasTimedOut, let failed = facts.failedShards, let ids = facts.ids,
            ids.allSatisfy({ $0 == id })
        else { return .unreadable }
        if !ids.isEmpty { return .found }
        return hasTimedOut || failed > 0 ? .unreadable : .absent
    }

    private static func read(_ reader: inout JSONReader) throws(JSONReader.Failure) -> Facts {
        var facts = Facts()
        var isFirst = true
        try reader.beginObject()
        while let name = try reader.nextName(&isFirst) {
            switch name {
            case "timed_out": facts.hasTimedOut = try reader.boolean()
            case "_shards": facts.failedShards = try Self.failedShards(&reader)
            case "hits": facts.ids = try Self.ids(&reader)
            default: try reader.skip()
            }
        }
        try reader.end()
        return facts
    }

    private static func failedShards(_ reader: inout JSONReader) throws(JSONReader.Failure) -> Int? {
        var count: Int?
        var isFirst = true
        try reader.beginObject()
        while let name = try reader.nextName(&isFirst) {
            if name == "failed" { count = try reader.integer() } else { try reader.skip() }
        }
        return count
    }

    private static func ids(_ reader: inout JSONReader) throws(JSONReader.Failure) -> [String]? {
        var ids: [String]?
        var isFirst = true
        try reader.beginObject()
        while let name = try reader.nextName(&isFirst) {
            guard name == "hits" else {
                try reader.skip()
                continue
            }
            var found: [String] = []
            var isFirstHit = true
            try reader.beginArray()
            while try reader.hasNextElement(&isFirstHit) { found.append(try Self.id(&reader)) }
            ids = found
        }
        return ids
    }

    private static func id(_ reader: inout JSONReader) throws(JSONReader.Failure) -> String {
        var id: String?
        var isFirst = true
        try reader.beginObject()
        while let name = try reader.nextName(&isFirst) {
            if name == "_id" { id = try reader.string() } else { try reader.skip() }
        }
        guard let id else { throw JSONReader.Failure() }
        return id
    }
}
