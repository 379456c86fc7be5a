/// A set of field names in one word: bit n stands for the name with the raw value n.
struct FieldNameSet: BitwiseCopyable, Sendable {
    private var word: UInt64 = 0

    private init(word: UInt64) { self.word = word }

    @inline(__always)
    func contains(_ name: FieldName) -> Bool { (self.word &>> UInt64(name.rawValue)) & 1 != 0 }

    @inline(__always)
    func adding(_ name: FieldName) -> Self { Self(word: self.word | (1 &<< UInt64(name.rawValue))) }

    // Computed, because a global constant would be guarded by a check at each use; the optimiser folds these to a number.

    /// Fields that speak of one connection only: those of RFC 9110 section 7.6.1, and the older ones.
    @inline(__always)
    static var hopByHop: Self {
        Self(word: 0).adding(.connection).adding(.keepAlive).adding(.proxyConnection).adding(.proxyAuthenticate)
            .adding(.proxyAuthorization).adding(.te).adding(.trailer).adding(.transferEncoding).adding(.upgrade)
            .adding(.http2Settings)
    }

    /// Fields of a client's request that no upstream sees.
    ///
    /// Some are written anew (Host, framing, X-Forwarded-*, trace and request id), the others could make an upstream see
    /// another method or target than the one that was routed.
    @inline(__always)
    static var endingAtGateway: Self {
        Self.hopByHop.adding(.host).adding(.contentLength).adding(.expect).adding(.xForwardedFor).adding(.xForwarded)
            .adding(.xRequestID).adding(.traceparent).adding(.tracestate).adding(.methodOverride)
            .adding(.xOriginalURL).adding(.xRewriteURL).adding(.xWatchgate)
    }

    /// Fields that `Connection` must not name: to drop them would change what the request means to the next hop.
    @inline(__always)
    static var refusedAsConnectionOption: Self {
        Self(word: 0).adding(.host).adding(.contentLength).adding(.transferEncoding).adding(.authorization)
            .adding(.cookie).adding(.traceparent).adding(.xRequestID).adding(.xForwardedFor).adding(.xForwarded)
    }

    /// Fields that must stand in the head, never in a trailer section.
    @inline(__always)
    static var refusedInTrailers: Self {
        Self(word: 0).adding(.host).adding(.contentLength).adding(.transferEncoding).adding(.authorization)
            .adding(.cookie).adding(.connection).adding(.xForwardedFor).adding(.xForwarded)
    }
}
