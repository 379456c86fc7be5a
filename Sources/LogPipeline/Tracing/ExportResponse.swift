/// `ExportTraceServiceResponse` (opentelemetry-proto, `trace_service.proto`), as far as it concerns us.
struct ExportResponse: Equatable {
    /// Of the message's text that is kept.
    private static let messageLimit = 200

    private(set) var rejectedSpans: Int64 = 0
    private(set) var message = ""

    /// - Returns: Nil for bytes that are no such message.
    init?(_ bytes: [UInt8]) {
        var reader = ProtobufReader(bytes[...])
        while let field = reader.next() {
            guard field.number == 1 else { continue }
            guard case .delimited(let inner) = field.value else { return nil }
            var partial = ProtobufReader(inner)
            while let field = partial.next() {
                switch (field.number, field.value) {
                case (1, .varint(let count)): self.rejectedSpans = Int64(bitPattern: count)
                case (2, .delimited(let text)):
                    self.message = String(decoding: text.prefix(Self.messageLimit), as: UTF8.self)
                case (1, _), (2, _): return nil
                default: break
                }
            }
            if partial.hasFailed { return nil }
        }
        if reader.hasFailed { return nil }
    }
}
