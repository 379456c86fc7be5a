import Telemetry

/// Where the texts of an access record lie; the order of ``AccessRecord/TextLengths``.
struct AccessTexts {
    var path: UnsafeRawBufferPointer
    var query: UnsafeRawBufferPointer
    var host: UnsafeRawBufferPointer
    var userAgent: UnsafeRawBufferPointer
    var referrer: UnsafeRawBufferPointer
    var method: UnsafeRawBufferPointer
    var requestID: UnsafeRawBufferPointer
    var failedAttempts: UnsafeRawBufferPointer
    var credential: UnsafeRawBufferPointer
    /// ``NamedTexts``.
    var headers: UnsafeRawBufferPointer
    var queryValues: UnsafeRawBufferPointer

    /// - Parameters:
    ///   - lengths: Of the texts.
    ///   - start: Behind the record's fixed part; the caller has checked that all texts are there.
    @inline(__always)
    init(_ lengths: AccessRecord.TextLengths, at start: UnsafeRawPointer) {
        var next = start
        func take(_ length: UInt16) -> UnsafeRawBufferPointer {
            defer { next += Int(length) }
            return UnsafeRawBufferPointer(start: next, count: Int(length))
        }
        self.path = take(lengths.path)
        self.query = take(lengths.query)
        self.host = take(lengths.host)
        self.userAgent = take(lengths.userAgent)
        self.referrer = take(lengths.referrer)
        self.method = take(lengths.method)
        self.requestID = take(lengths.requestID)
        self.failedAttempts = take(lengths.failedAttempts)
        self.credential = take(lengths.credential)
        self.headers = take(lengths.headers)
        self.queryValues = take(lengths.queryValues)
    }

    /// The most bytes the texts can take in a line, every byte written as `\uXXXX` and cut texts with their `…`.
    @inline(__always)
    var roomNeeded: Int {
        var count = min(self.path.count, TextCap.path) + min(self.query.count, TextCap.query)
        count += min(self.host.count, TextCap.domain) + min(self.userAgent.count, TextCap.userAgent)
        count += min(self.referrer.count, TextCap.referrer) + 2 * min(self.method.count, TextCap.method)
        count += min(self.requestID.count, TextCap.requestID) + min(self.failedAttempts.count, TextCap.failedAttempts)
        count += min(self.credential.count, TextCap.credential) + self.headers.count + self.queryValues.count
        return 6 * count + 128
    }
}
