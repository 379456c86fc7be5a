import Telemetry

/// Makes the requests of bulk delivery.
enum BulkRequest {
    /// Of the answer, what delivery looks at; without it each item is three times as long.
    private static let filter = [
        "errors", "items.create._id", "items.create.status", "items.create.failure_store", "items.create.error.type",
        "items.create.error.reason",
    ].joined(separator: ",")
    /// What a record takes in an answer at most, with a reason of 2 KiB; the answer's limit follows from it.
    private static let answerBytesPerEvent = 6144
    private static let answerBytesBase = 65_536

    /// The data stream that a stream's records go to.
    static func dataStream(_ stream: RecordStream, namespace: String) -> String {
        "logs-gateway.\(stream.label.labelText)-\(namespace)"
    }

    /// - Parameters:
    ///   - batch: Where the records are.
    ///   - indices: Which of its records to send.
    ///   - path: Of the data stream.
    ///   - fields: Who we are.
    ///   - timeout: In nanoseconds.
    /// - Returns: The request, to be compressed.
    static func make(
        _ batch: BulkBatch,
        _ indices: [Int],
        path: String,
        fields: [(name: String, value: String)],
        timeout: UInt64
    ) -> OutboundRequest {
        var body: [UInt8] = []
        let lineBytes = indices.reduce(0) { $0 + batch.events[$1].line.count + 64 }
        body.reserveCapacity(lineBytes)
        for index in indices {
            let event = batch.events[index]
            // An id is made of letters and digits: nothing to escape.
            body.append(contentsOf: "{\"create\":{\"_id\":\"".utf8)
            body.append(contentsOf: batch.bytes[event.id])
            body.append(contentsOf: "\"}}\n".utf8)
            body.append(contentsOf: batch.bytes[event.line])
            body.append(0x0A)
        }
        return OutboundRequest(
            method: .post,
            target: "/\(path)/_bulk?filter_path=\(Self.filter)",
            fields: [("Content-Type", "application/x-ndjson"), ("Accept", "application/json")] + fields,
            body: body,
            compressesBody: true,
            timeout: timeout,
            bodyLimit: Self.answerBytesBase + Self.answerBytesPerEvent * indices.count
        )
    }
}
