import GatewayCore
import NIOCore
import Testing

@Suite struct FieldNameTests {
    static let names: [(String, FieldName)] = [
        ("Host", .host), ("Connection", .connection), ("Content-Length", .contentLength),
        ("Transfer-Encoding", .transferEncoding), ("Expect", .expect), ("Upgrade", .upgrade), ("TE", .te),
        ("Trailer", .trailer), ("Keep-Alive", .keepAlive), ("Proxy-Connection", .proxyConnection),
        ("Proxy-Authenticate", .proxyAuthenticate), ("Proxy-Authorization", .proxyAuthorization),
        ("HTTP2-Settings", .http2Settings), ("traceparent", .traceparent), ("tracestate", .tracestate),
        ("X-Request-Id", .xRequestID), ("X-Forwarded-For", .xForwardedFor), ("X-Forwarded-Proto", .xForwarded),
        ("X-Forwarded-Host", .xForwarded), ("X-Forwarded-Forx", .xForwarded), ("X-Forwarded-", .xForwarded),
        ("User-Agent", .userAgent), ("Referer", .referer), ("Authorization", .authorization), ("Cookie", .cookie),
        ("Accept-Encoding", .acceptEncoding), ("Date", .date), ("Server", .server), ("Retry-After", .retryAfter),
        ("Idempotency-Key", .idempotencyKey), ("X-HTTP-Method-Override", .methodOverride),
        ("X-HTTP-Method", .methodOverride), ("X-Method-Override", .methodOverride), ("X-Original-URL", .xOriginalURL),
        ("X-Rewrite-URL", .xRewriteURL), ("X-Watchgate", .xWatchgate), ("X-Watchgate-User", .xWatchgate),
        ("X-Watchgatekeeper", .xWatchgate), ("X-Api-Key", .xAPIKey),
    ]

    /// The id of a name in a response, where every name is allowed.
    static func identify(_ name: String) -> FieldName? {
        var decoder = ResponseDecoder(limits: MessageLimits())
        decoder.reset(requestMethod: .head)
        let value = name.lowercased() == "content-length" ? "1" : "chunked"
        var input = ByteBuffer(string: "HTTP/1.1 200 OK\r\n\(name): \(value)\r\n\r\n")
        guard decoder.decodeHead(&input) == .complete else { return nil }
        return decoder.head.fields.first?.name
    }

    @Test(arguments: Self.names)
    func aNameIsRecognisedInAnyCase(text: String, name: FieldName) {
        #expect(Self.identify(text) == name)
        #expect(Self.identify(text.uppercased()) == name)
        #expect(Self.identify(text.lowercased()) == name)
    }

    @Test func everyNameIsTested() {
        let tested = Set(Self.names.map(\.1))
        #expect(FieldName.allCases.filter { !tested.contains($0) } == [.other])
    }

    /// Names that differ in one character, or are one character longer or shorter, are other names.
    @Test(arguments: Self.names)
    func aSimilarNameIsNotRecognised(text: String, name: FieldName) {
        let isPrefix = name == .xForwarded || name == .xWatchgate || name == .xForwardedFor
        let bytes = Array(text.utf8)
        for index in bytes.indices {
            for replacement in ["q", "_", "^", "~", "!", "0"].flatMap({ Array($0.utf8) })
            where bytes[index] | 0x20 != replacement {
                if isPrefix, index >= 11 { continue }
                var changed = bytes
                changed[index] = replacement
                let found = Self.identify(String(decoding: changed, as: UTF8.self))
                #expect(found == .other, "\(String(decoding: changed, as: UTF8.self))")
            }
        }
        if !isPrefix {
            #expect(Self.identify(text + "s") == .other)
            #expect(Self.identify("q" + text) == .other)
            #expect(Self.identify(String(text.dropFirst())) == .other)
        }
    }

    @Test func theHeadIsReadByName() {
        var decoder = RequestDecoder(limits: MessageLimits())
        var input = ByteBuffer(string: "GET / HTTP/1.1\r\nCookie: a\r\nHost: b\r\ncookie: c\r\n\r\n")
        _ = decoder.decodeHead(&input)
        let first = decoder.head.withValue(of: .cookie) { Latin1.text($0) }
        let none = decoder.head.withValue(of: .referer) { Latin1.text($0) }
        let count = decoder.head.count(of: .cookie)
        let hasHost = decoder.head.hasHost
        #expect(first == "a" && none == nil && count == 2 && hasHost)
        decoder.releaseHead()
        let bytes = decoder.head.bytes.readableBytes
        #expect(bytes == 0)
    }
}
