/// Makes the request that looks for one record.
///
/// A search, since a document of a data stream cannot be got by its id: only the index behind it could be asked so. A
/// search also answers the right question, whether the record can be found by those who search.
enum CanaryRequest {
    private static let answerBytes = 65_536
    private static let timeout: UInt64 = 10_000_000_000

    /// - Parameters:
    ///   - id: The record's `event.id`: letters and digits, nothing to escape.
    ///   - namespace: Of the data stream.
    ///   - fields: Who we are.
    /// - Returns: The request; its answer is for ``SearchResponse``.
    static func make(id: String, namespace: String, fields: [(name: String, value: String)]) -> OutboundRequest {
        OutboundRequest(
            method: .post,
            target: "/\(BulkRequest.dataStream(.app, namespace: namespace))/_search",
            fields: [("Content-Type", "application/json"), ("Accept", "application/json")] + fields,
            body: Array(#"{"size":1,"_source":false,"query":{"ids":{"values":["\#(id)"]}}}"#.utf8),
            timeout: Self.timeout,
            bodyLimit: Self.answerBytes
        )
    }
}
