extension FieldName {
    /// Recognises a field name in any case.
    ///
    /// The length and the first letter leave one or two candidates, which are compared word by word.
    /// - Parameters:
    ///   - start: The name's first byte; all its bytes are token characters.
    ///   - count: Its length, at least 1.
    /// - Complexity: O(1); does not allocate.
    @inline(__always)
    init(_ start: UnsafeRawPointer, count: Int) {
        let first = start.load(as: UInt8.self) | 0x20
        if first == UInt8(ascii: "x") {
            self = Self.extensionName(start, count)
        } else {
            self = Self.registeredName(start, count, first)
        }
    }

    @inline(__always)
    private static func registeredName(_ start: UnsafeRawPointer, _ count: Int, _ first: UInt8) -> FieldName {
        switch count {
        case 2: if ByteText.isText(start, "te") { return .te }
        case 4:
            if ByteText.isText(start, "host") { return .host }
            if ByteText.isText(start, "date") { return .date }
        case 6: return self.nameOfSix(start, first)
        case 7:
            if ByteText.isText(start, "referer") { return .referer }
            if ByteText.isText(start, "upgrade") { return .upgrade }
            if ByteText.isText(start, "trailer") { return .trailer }
        case 10: return self.nameOfTen(start, first)
        case 11:
            if ByteText.isText(start, "traceparent") { return .traceparent }
            if ByteText.isText(start, "retry-after") { return .retryAfter }
        case 13: if ByteText.isText(start, "authorization") { return .authorization }
        case 14:
            if ByteText.isText(start, "content-length") { return .contentLength }
            if ByteText.isText(start, "http2-settings") { return .http2Settings }
        case 15:
            if ByteText.isText(start, "accept-encoding") { return .acceptEncoding }
            if ByteText.isText(start, "idempotency-key") { return .idempotencyKey }
        case 16: if ByteText.isText(start, "proxy-connection") { return .proxyConnection }
        case 17: if ByteText.isText(start, "transfer-encoding") { return .transferEncoding }
        case 18: if ByteText.isText(start, "proxy-authenticate") { return .proxyAuthenticate }
        case 19: if ByteText.isText(start, "proxy-authorization") { return .proxyAuthorization }
        default: break
        }
        return .other
    }

    @inline(__always)
    private static func nameOfSix(_ start: UnsafeRawPointer, _ first: UInt8) -> FieldName {
        switch first {
        case UInt8(ascii: "c"): ByteText.isText(start, "cookie") ? .cookie : .other
        case UInt8(ascii: "e"): ByteText.isText(start, "expect") ? .expect : .other
        case UInt8(ascii: "s"): ByteText.isText(start, "server") ? .server : .other
        default: .other
        }
    }

    @inline(__always)
    private static func nameOfTen(_ start: UnsafeRawPointer, _ first: UInt8) -> FieldName {
        switch first {
        case UInt8(ascii: "c"): ByteText.isText(start, "connection") ? .connection : .other
        case UInt8(ascii: "k"): ByteText.isText(start, "keep-alive") ? .keepAlive : .other
        case UInt8(ascii: "t"): ByteText.isText(start, "tracestate") ? .tracestate : .other
        case UInt8(ascii: "u"): ByteText.isText(start, "user-agent") ? .userAgent : .other
        default: .other
        }
    }

    /// Names that begin with `X`.
    @inline(never)
    private static func extensionName(_ start: UnsafeRawPointer, _ count: Int) -> FieldName {
        switch count {
        case 9: if ByteText.isText(start, "x-api-key") { return .xAPIKey }
        case 12: if ByteText.isText(start, "x-request-id") { return .xRequestID }
        case 13:
            if ByteText.isText(start, "x-http-method") { return .methodOverride }
            if ByteText.isText(start, "x-rewrite-url") { return .xRewriteURL }
        case 14: if ByteText.isText(start, "x-original-url") { return .xOriginalURL }
        case 15: if ByteText.isText(start, "x-forwarded-for") { return .xForwardedFor }
        case 17: if ByteText.isText(start, "x-method-override") { return .methodOverride }
        case 22: if ByteText.isText(start, "x-http-method-override") { return .methodOverride }
        default: break
        }
        if count >= 12, ByteText.isText(start, "x-forwarded-") { return .xForwarded }
        if count >= 11, ByteText.isText(start, "x-watchgate") { return .xWatchgate }
        return .other
    }
}
