import NIOCore
import NIOEmbedded
import NIOHTTP1

/// A request as SwiftNIO's decoder (llhttp) reads it.
struct NIORequest {
    var method = ""
    var target = ""
    var minorVersion = 1
    var fields: [(String, String)] = []
    var body: [UInt8] = []
    var isComplete = false

    /// All requests that it reads out of these bytes, until it finds an error.
    static func read(_ bytes: [UInt8]) -> (requests: [NIORequest], error: (any Error)?) {
        let channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPRequestDecoder()))
        var failure: (any Error)?
        do { _ = try channel.writeInbound(ByteBuffer(bytes: bytes)) } catch { failure = error }
        var requests: [NIORequest] = []
        // What was read before an error counts.
        while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
            switch part {
            case .head(let head):
                var request = NIORequest()
                request.method = head.method.rawValue
                request.target = head.uri
                request.minorVersion = head.version.minor
                // llhttp leaves blanks at the end of a value in it.
                request.fields = head.headers.map { ($0.name, Blanks.trimmed($0.value)) }
                requests.append(request)
            case .body(let data): requests[requests.count - 1].body += Array(data.readableBytesView)
            case .end: requests[requests.count - 1].isComplete = true
            }
        }
        // The rest of an unfinished message is an error, but not one of interest.
        _ = try? channel.finish(acceptAlreadyClosed: true)
        return (requests, failure)
    }

    /// The target in the gateway's canonical form: origin form, nothing percent-encoded needlessly.
    var canonicalTarget: String {
        var target = self.target[...]
        if target.lowercased().hasPrefix("http://") {
            target = target.dropFirst(7).drop { $0 != "/" && $0 != "?" }
            if target.isEmpty { return self.method == "OPTIONS" ? "*" : "/" }
            if target.first == "?" { target = "/" + target }
        }
        guard target.contains("%") else { return String(target) }
        var decoded = ""
        var rest = target
        while let character = rest.first {
            let next = rest.dropFirst().prefix(2)
            let byte = character == "%" ? UInt8(next, radix: 16) : nil
            if let byte, byte < 128, Self.isUnreserved(Character(Unicode.Scalar(byte))) {
                decoded.append(Character(Unicode.Scalar(byte)))
                rest = rest.dropFirst(3)
            } else {
                decoded.append(character)
                rest = rest.dropFirst()
            }
        }
        return decoded
    }

    private static func isUnreserved(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-._~".contains(character)
    }
}
