package import NIOCore

/// The one request of a raw run, rendered once; each connection patches the trace id into its own copy.
package struct RequestTemplate: Sendable {
    /// What is wrong with the request's parts.
    package struct BuildError: Error, Equatable {
        package var text: String
    }

    /// Bodies up to this size stand in the head's buffer: one write; larger ones are shared by all connections.
    private static let inlineBodyBytes = 4_096
    private static let ownFields = ["content-length", "transfer-encoding", "traceparent"]

    /// Head, and body if it is small.
    package private(set) var head: ByteBuffer
    /// A body that is written behind the head; nil when there is none or it is in `head`.
    package private(set) var body: ByteBuffer?
    /// Where the 55 bytes of `traceparent` stand in `head`.
    package private(set) var traceOffset: Int?
    package let method: String
    /// May be sent again when a reused connection closed before the first byte: safe methods, or with a key.
    package private(set) var allowsRetry: Bool
    /// The request is conditional, so 304 is a success.
    package private(set) var allowsNotModified: Bool
    package var byteCount: Int { self.head.readableBytes + (self.body?.readableBytes ?? 0) }
    package var isHead: Bool { self.method == "HEAD" }

    /// - Parameters:
    ///   - url: Gives the request line and `Host`.
    ///   - method: A token, as it is sent.
    ///   - fields: As `Name: value`; a name given here replaces the default of that name.
    ///   - body: Nil: none.
    ///   - hasTrace: Adds a `traceparent` unless `fields` has one.
    /// - Throws: `BuildError` for a method, a field or a combination that cannot be sent.
    package init(
        url: TargetURL,
        method: String,
        fields: [String],
        body: [UInt8]?,
        hasTrace: Bool
    ) throws(BuildError) {
        guard !method.isEmpty, method.utf8.allSatisfy(HTTPCharacters.isToken), method != "CONNECT" else {
            throw BuildError(text: "--method \(method): not a method that can be sent")
        }
        self.method = method
        let parsed = try Self.parse(fields)
        let names = Set(parsed.map { $0.name.lowercased() })
        for name in Self.ownFields.prefix(2) where names.contains(name) {
            throw BuildError(text: "--header \(name): the body decides this; use --body or --body-file")
        }
        self.allowsRetry = ["GET", "HEAD", "OPTIONS", "TRACE"].contains(method) || names.contains("idempotency-key")
        self.allowsNotModified = names.contains("if-none-match") || names.contains("if-modified-since")
        self.head = ByteBuffer(string: "\(method) \(url.requestTarget) HTTP/1.1\r\n")
        if !names.contains("host") { self.head.writeString("Host: \(url.authority)\r\n") }
        if !names.contains("user-agent") { self.head.writeString("User-Agent: loadtest/\(LoadTestVersion.text)\r\n") }
        if !names.contains("accept") { self.head.writeString("Accept: */*\r\n") }
        for field in parsed { self.head.writeString("\(field.name): \(field.value)\r\n") }
        if hasTrace, !names.contains("traceparent") {
            self.head.writeString("traceparent: ")
            self.traceOffset = self.head.writerIndex
            self.head.writeRepeatingByte(0x30, count: TraceIdentifiers.byteCount)
            self.head.writeString("\r\n")
        }
        if body != nil || ["POST", "PUT", "PATCH"].contains(method) {
            self.head.writeString("Content-Length: \(body?.count ?? 0)\r\n")
        }
        self.head.writeString("\r\n")
        guard let body, !body.isEmpty else { return }
        if body.count <= Self.inlineBodyBytes {
            self.head.writeBytes(body)
        } else {
            self.body = ByteBuffer(bytes: body)
        }
    }

    private static func parse(_ fields: [String]) throws(BuildError) -> [(name: String, value: String)] {
        var parsed: [(name: String, value: String)] = []
        for field in fields {
            guard let colon = field.firstIndex(of: ":") else {
                throw BuildError(text: "--header \(field): write 'Name: value'")
            }
            let name = String(field[..<colon])
            let value = field[field.index(after: colon)...].drop { $0 == " " }
            guard !name.isEmpty, name.utf8.allSatisfy(HTTPCharacters.isToken) else {
                throw BuildError(text: "--header \(name): not a field name")
            }
            guard value.utf8.allSatisfy(HTTPCharacters.isFieldValue) else {
                throw BuildError(text: "--header \(name): the value has a control character")
            }
            parsed.append((name, String(value)))
        }
        return parsed
    }
}
