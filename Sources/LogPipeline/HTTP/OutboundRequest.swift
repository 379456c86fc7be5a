/// A request of the gateway's own: log records or traces for their store.
package struct OutboundRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
    }

    package var method: Method
    /// Path and query, behind the endpoint's path: begins with a slash, or is empty where that path is all.
    package var target: String
    /// Beside `Host`, `User-Agent` and what frames and codes the body; no control characters.
    package var fields: [(name: String, value: String)]
    package var body: [UInt8]
    /// Whether to send the body compressed with gzip.
    package var compressesBody: Bool
    /// From the call to the last byte of the answer, connecting included, in nanoseconds.
    package var timeout: UInt64
    /// The largest body accepted.
    package var bodyLimit: Int

    package init(
        method: Method,
        target: String,
        fields: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        compressesBody: Bool = false,
        timeout: UInt64 = 30_000_000_000,
        bodyLimit: Int = 1_048_576
    ) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
        self.compressesBody = compressesBody
        self.timeout = timeout
        self.bodyLimit = bodyLimit
    }

    /// The request as it is sent.
    func serialized(to endpoint: OutboundEndpoint, userAgent: String) -> [UInt8] {
        let compressed = self.compressesBody ? GzipEncoder.compress(self.body) : nil
        let body = compressed ?? self.body
        let path = endpoint.path + self.target
        var head = "\(self.method.rawValue) \(path.isEmpty ? "/" : path) HTTP/1.1\r\nHost: \(endpoint.authority)\r\n"
        head += "User-Agent: \(userAgent)\r\n"
        if compressed != nil { head += "Content-Encoding: gzip\r\n" }
        if self.method != .get || !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
        for (name, value) in self.fields {
            let isClean = (name + value).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            precondition(isClean, "control character in the field \(name.debugDescription)")
            head += "\(name): \(value)\r\n"
        }
        head += "\r\n"
        return [UInt8](unsafeUninitializedCapacity: head.utf8.count + body.count) { space, count in
            count = UnsafeMutableBufferPointer(rebasing: space[...]).update(fromContentsOf: head.utf8)
            count = UnsafeMutableBufferPointer(rebasing: space[count...]).update(fromContentsOf: body) + head.utf8.count
        }
    }
}
