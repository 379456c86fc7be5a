/// What became of one `_bulk` request.
package enum BulkAnswer: Sendable, Equatable {
    /// 200, one item for each record sent.
    case items([BulkItem])
    /// 200, but not what the protocol says: which records were stored is not known.
    case unreadable
    /// Another status.
    case status(Int, retryAfter: UInt64?)
    /// No answer.
    case failed(OutboundError.Code)

    /// - Parameters:
    ///   - response: To a request with these records.
    ///   - ids: Theirs, in order.
    ///   - now: Seconds since 1970.
    package init(_ response: OutboundResponse, ids: [ArraySlice<UInt8>], now: Int64) {
        guard response.status == 200 else {
            let retryAfter = response["retry-after"].flatMap { RetryAfter.nanoseconds($0, now: now) }
            self = .status(response.status, retryAfter: retryAfter)
            return
        }
        guard let items = BulkResponse.items(response.body, count: ids.count),
            zip(items, ids).allSatisfy({ $0.id.isEmpty || $0.id.utf8.elementsEqual($1) })
        else {
            self = .unreadable
            return
        }
        self = .items(items)
    }
}
