/// Reads the body of a `_bulk` response.
///
/// ```
/// {"errors":true,"items":[{"create":{"_id":"…","status":400,"error":{"type":"…","reason":"…"}}},…]}
/// ```
/// Members may come in any order, unknown ones are skipped; anything else that is not exactly this is no answer.
package enum BulkResponse {
    /// - Parameters:
    ///   - body: The whole body.
    ///   - count: How many records were sent.
    /// - Returns: An item for each record, in their order; nil when the body cannot be trusted: it is cut, is no JSON,
    ///   has another number of items, or contradicts itself.
    package static func items(_ body: [UInt8], count: Int) -> [BulkItem]? {
        body.withUnsafeBytes { bytes in
            var reader = JSONReader(bytes)
            return try? Self.read(&reader, count: count)  // the caller counts it as an answer that cannot be read
        }
    }

    private static func read(_ reader: inout JSONReader, count: Int) throws(JSONReader.Failure) -> [BulkItem] {
        var items: [BulkItem]?
        var isFirst = true
        try reader.beginObject()
        while let name = try reader.nextName(&isFirst) {
            switch name {
            case "items":
                if items != nil { throw JSONReader.Failure() }
                items = try Self.readItems(&reader, count: count)
            case "errors": _ = try reader.boolean()
            default: try reader.skip()
            }
        }
        try reader.end()
        guard let items, items.count == count else { throw JSONReader.Failure() }
        return items
    }

    private static func readItems(_ reader: inout JSONReader, count: Int) throws(JSONReader.Failure) -> [BulkItem] {
        var items: [BulkItem] = []
        items.reserveCapacity(count)
        var isFirst = true
        try reader.beginArray()
        while try reader.hasNextElement(&isFirst) {
            if items.count == count { throw JSONReader.Failure() }
            var item: BulkItem?
            var isFirstMember = true
            try reader.beginObject()
            while let name = try reader.nextName(&isFirstMember) {
                if name != "create" || item != nil { throw JSONReader.Failure() }
                item = try Self.readItem(&reader)
            }
            guard let item else { throw JSONReader.Failure() }
            items.append(item)
        }
        return items
    }

    private static func readItem(_ reader: inout JSONReader) throws(JSONReader.Failure) -> BulkItem {
        var item = BulkItem(status: 0)
        var isFirst = true
        try reader.beginObject()
        while let name = try reader.nextName(&isFirst) {
            switch name {
            case "status": item.status = try reader.integer()
            case "_id": item.id = try reader.string()
            case "failure_store": item.usedFailureStore = try reader.string() == "used"
            case "error": try Self.readError(&reader, into: &item)
            default: try reader.skip()
            }
        }
        if !(100...599).contains(item.status) { throw JSONReader.Failure() }
        return item
    }

    private static func readError(_ reader: inout JSONReader, into item: inout BulkItem) throws(JSONReader.Failure) {
        var isFirst = true
        try reader.beginObject()
        while let name = try reader.nextName(&isFirst) {
            switch name {
            case "type": item.errorType = try reader.string(limit: 256)
            case "reason": item.errorReason = try reader.string()
            default: try reader.skip()
            }
        }
    }
}
