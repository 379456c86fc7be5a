import Foundation

/// A bulk request that is exactly what the protocol asks for.
struct BulkRequestText {
    let index: String
    let actions: [(id: String, line: [UInt8])]

    init(_ request: LoopbackRequest) throws {
        let parts = request.target.split(separator: "?", maxSplits: 1)
        let path = parts[0].split(separator: "/")
        guard request.method == "POST", path.count == 2, path[1] == "_bulk", parts.count == 2,
            parts[1].hasPrefix("filter_path=errors,items.create")
        else { throw LoopbackError(text: "not a bulk request: \(request.method) \(request.target)") }
        guard path[0].wholeMatch(of: /logs-gateway\.(access|app|audit)-[a-z0-9._]+/) != nil else {
            throw LoopbackError(text: "not one of our data streams: \(path[0])")
        }
        self.index = String(path[0])
        guard request["content-type"] == "application/x-ndjson" else { throw LoopbackError(text: "content type") }
        guard request["content-encoding"] == "gzip", let body = Gunzip.bytes(request.body) else {
            throw LoopbackError(text: "the body is not gzip")
        }
        guard body.last == 0x0A else { throw LoopbackError(text: "no newline at the end") }
        let lines = Self.lines(body)
        guard lines.count.isMultiple(of: 2) else { throw LoopbackError(text: "an action without a document") }
        var actions: [(id: String, line: [UInt8])] = []
        for start in stride(from: 0, to: lines.count, by: 2) {
            guard
                let action = try JSONSerialization.jsonObject(with: Data(lines[start])) as? [String: [String: String]],
                action.count == 1, let create = action["create"], create.count == 1, let id = create["_id"]
            else { throw LoopbackError(text: "not a create action with an _id") }
            let document = try JSONSerialization.jsonObject(with: Data(lines[start + 1])) as? [String: Any]
            guard document?["@timestamp"] is String else { throw LoopbackError(text: "a document without @timestamp") }
            actions.append((id, Array(lines[start + 1])))
        }
        if Set(actions.map(\.id)).count != actions.count { throw LoopbackError(text: "an id twice in a request") }
        self.actions = actions
    }

    /// With C's own search, since tests are debug builds.
    private static func lines(_ body: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        body.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count, let end = memchr(bytes.baseAddress! + start, 0x0A, bytes.count - start) {
                let place = UnsafeRawPointer(end) - bytes.baseAddress!
                lines.append(body[start..<place])
                start = place + 1
            }
        }
        return lines
    }
}
