import NIOCore
import NIOEmbedded
import NIOHTTP1

/// A response as SwiftNIO's decoder (llhttp) reads it.
struct NIOResponse {
    var status = 0
    var minorVersion = 1
    var fields: [(String, String)] = []
    var body: [UInt8] = []
    var isComplete = false

    /// The first final response that it reads out of these bytes; the connection closes after them.
    static func read(_ bytes: [UInt8], to method: HTTPMethod) -> (response: NIOResponse?, error: (any Error)?) {
        let channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPResponseDecoder()))
        // A channel that is not closed keeps itself alive.
        defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
        var failure: (any Error)?
        do {
            let request = HTTPRequestHead(version: .http1_1, method: method, uri: "/")
            try channel.writeOutbound(HTTPClientRequestPart.head(request))
            _ = try channel.writeInbound(ByteBuffer(bytes: bytes))
            // The end of a body that ends with the connection is read here.
            _ = try channel.finish(acceptAlreadyClosed: true)
        } catch { failure = error }
        var response: NIOResponse?
        // What was read before an error counts.
        while let part = try? channel.readInbound(as: HTTPClientResponsePart.self) {
            switch part {
            case .head(let head):
                if response != nil { return (response, failure) }
                let fields = head.headers.map { ($0.name, Blanks.trimmed($0.value)) }
                let status = Int(head.status.code)
                response = NIOResponse(status: status, minorVersion: head.version.minor, fields: fields)
            case .body(let data): response?.body += Array(data.readableBytesView)
            case .end: response?.isComplete = true
            }
            if response?.isComplete == true { break }
        }
        return (response, failure)
    }
}
