import GatewayCore
import Testing

/// Fields of requests that are refused (security.md section 2).
@Suite(.timeLimit(.minutes(15))) struct RefusedFieldTests {
    static let lines: [RefusedRequest] = [
        // Line ends and control characters.
        .lines("X: a\nY: b", .bareLineFeed), .lines("X: a\rY: b", .bareCarriageReturn),
        .lines("X\n: a", .bareLineFeed), .lines("X\r: a", .bareCarriageReturn), .lines("\rX: a", .bareCarriageReturn),
        .lines("\nX: a", .bareLineFeed), .lines("X: a\r\r", .bareCarriageReturn), .lines("X:\n", .bareLineFeed),
        .lines("X: a\0b", .invalidFieldValue), .lines("X\0: a", .invalidFieldName), .lines("\0", .invalidFieldName),
        .lines("X: \u{01}", .invalidFieldValue), .lines("X: a\u{08}", .invalidFieldValue),
        .lines("X: a\u{0B}b", .invalidFieldValue), .lines("X: a\u{1F}b", .invalidFieldValue),
        .lines("X: a\u{7F}b", .invalidFieldValue), .lines("X: 12345678\u{7F}", .invalidFieldValue),
        .lines("X: 1234567\u{01}", .invalidFieldValue), .lines("X: \t\t\t\t\t\t\t\t\u{1B}", .invalidFieldValue),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\n\r\n", .bareLineFeed),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n\n", .bareLineFeed),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\n\r\r\n", .bareCarriageReturn),
        // Names.
        .lines(" X: a", .foldedField), .lines("\tX: a", .foldedField), .lines("X: a\r\n b", .foldedField),
        .lines("X: a\r\n\tb", .foldedField), .lines("X: a\r\n ", .foldedField), .lines("X : a", .spaceBeforeColon),
        .lines("X\t: a", .spaceBeforeColon), .lines("X", .missingColon), .lines(": a", .invalidFieldName),
        .lines("X(: a", .invalidFieldName), .lines("X\u{E9}: a", .invalidFieldName),
        .lines("X/Y: a", .invalidFieldName), .lines("\"X\": a", .invalidFieldName), .lines("X@: a", .invalidFieldName),
        .lines("X[: a", .invalidFieldName), .lines("X\u{7F}: a", .invalidFieldName),
        .lines("X_Y: a", .underscoreInFieldName), .lines("Content_Length: 5", .underscoreInFieldName),
        .lines("_: a", .underscoreInFieldName),
        RefusedRequest("GET / HTTP/1.1\r\n Host: a\r\n\r\n", .foldedField),
        RefusedRequest("GET / HTTP/1.1\r\nHost : a\r\n\r\n", .spaceBeforeColon),
    ]

    @Test(arguments: Self.lines)
    func aWrongFieldLineIsRefused(row: RefusedRequest) { row.check() }

    static let hostLines: [RefusedRequest] = [
        RefusedRequest("GET / HTTP/1.1\r\n\r\n", .missingHost),
        RefusedRequest("GET / HTTP/1.1\r\nX-Host: a\r\n\r\n", .missingHost),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", .duplicateHost),
        RefusedRequest("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\nhOST: c\r\n\r\n", .duplicateHost),
        RefusedRequest("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .duplicateHost),
    ]

    @Test(arguments: Self.hostLines)
    func oneHostIsNeeded(row: RefusedRequest) { row.check() }

    static let hosts = [
        "", " ", "\t", "a:", "a:0", "a:65536", "a:080", "a:99999", "a:1a", "a:-1", "a:+1", "a:80:80", ":80", "u@a",
        "u:p@a", "a,b", "a/b", "a b", "a\tb", "a?b", "a#b", "a\\b", "a%41", "a'b", "a;b", "a=b", "[", "[]", "[::1",
        "::1", "[::1]a", "[::1]:", "[::1]:0", "[1.2.3.4]", "[g::1]", "[::1%25eth0]", "[::1]]", "[v1.a]", "\u{E4}.de",
        "[12345::1]", "[1:2:3:4:5:6:7:8:9]", "a:123456", "[" + String(repeating: "0:", count: 30) + "1]", "http://a",
        String(repeating: "h", count: 256),
    ]

    @Test(arguments: Self.hosts)
    func aWrongHostIsRefused(host: String) {
        RefusedRequest("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n", .invalidHost).check()
    }

    static let contentLengths = [
        "", " ", "+5", "-5", "00", "05", "0x5", "5,5", "5, 5", "5 5", "5;", "5.0", "1e3", "a", "5a", "\u{B2}",
        "1234567890123456789", "9223372036854775808", "18446744073709551616", "99999999999999999999999",
        "5 ", "5\t", "\t5", " \t5", "0 ",
    ]

    @Test(arguments: Self.contentLengths)
    func aWrongContentLengthIsRefused(value: String) {
        RefusedRequest.lines("Content-Length: \(value)", .invalidContentLength).check()
    }

    static let transferEncodings = [
        "", "identity", "gzip", "gzip, deflate", "chunked, chunked", "chunked, gzip", "gzip,, chunked", ",chunked",
        "chunked,", "xchunked", "chunkedx", "chunked;a=b", "\"chunked\"", "chunked chunked", "br, chunked",
        "chunked, identity", "identity, chunked", "chunke", "x-gzip, chunked", "chunked\u{A0}", "gzip chunked",
        "chunked ", "chunked\t", "\tchunked", " \t chunked", "gzip, chunked ",
    ]

    @Test(arguments: Self.transferEncodings)
    func aWrongTransferEncodingIsRefused(value: String) {
        RefusedRequest.lines("Transfer-Encoding: \(value)", .invalidTransferEncoding).check()
    }

    static let framing: [RefusedRequest] = [
        .lines("Content-Length: 5\r\nContent-Length: 5", .duplicateContentLength),
        .lines("Content-Length: 5\r\ncontent-length: 6", .duplicateContentLength),
        .lines("Content-Length: 5\r\nTransfer-Encoding: chunked", .lengthWithTransferEncoding),
        .lines("Transfer-Encoding: chunked\r\nContent-Length: 5", .lengthWithTransferEncoding),
        .lines("Transfer-Encoding: chunked\r\nContent-Length: 0", .lengthWithTransferEncoding),
        .lines("Transfer-Encoding: gzip, chunked\r\nContent-Length: 5", .lengthWithTransferEncoding),
        .lines("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", .duplicateTransferEncoding),
        .lines("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", .invalidTransferEncoding),
        .lines("Transfer-Encoding: gzip, chunked\r\nTransfer-Encoding: chunked", .duplicateTransferEncoding),
        .lines("Transfer-Encoding: gzip, chunked", .unsupportedTransferEncoding),
        .lines("Transfer-Encoding: GZIP , deflate,\tcompress,Chunked", .unsupportedTransferEncoding),
        .lines("Transfer-Encoding: \u{0B}chunked", .invalidFieldValue),
        RefusedRequest("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .transferEncodingInVersion10),
        RefusedRequest("POST / HTTP/1.0\r\nTransfer-Encoding: x\r\n\r\n", .transferEncodingInVersion10),
    ]

    @Test(arguments: Self.framing)
    func contradictoryFramingIsRefused(row: RefusedRequest) { row.check() }

    static let connectionOptions = [
        "host", "Content-Length", "transfer-encoding", "AUTHORIZATION", "Cookie", "traceparent", "X-Request-Id",
        "X-Forwarded-For", "x-forwarded-proto", "X-Forwarded-Anything",
    ]

    @Test(arguments: Self.connectionOptions)
    func connectionMustNotNameSomeFields(name: String) {
        RefusedRequest.lines("Connection: \(name)", .refusedConnectionOption).check()
        RefusedRequest.lines("Connection: close, \(name) ,x", .refusedConnectionOption).check()
        RefusedRequest.lines("Connection: x\r\nConnection: \(name)", .refusedConnectionOption).check()
    }

    static let others: [RefusedRequest] = [
        .lines("Connection: close;", .invalidConnection), .lines("Connection: a b", .invalidConnection),
        .lines("Connection: \"close\"", .invalidConnection),
        .lines("Connection: " + Array(repeating: "a", count: 101).joined(separator: ","), .invalidConnection),
        .lines("Expect: 200-ok", .unsupportedExpectation), .lines("Expect:", .unsupportedExpectation),
        .lines("Expect: 100-continue, x", .unsupportedExpectation),
        .lines("Expect: 100-continue\r\nExpect: 100-continue", .unsupportedExpectation),
        .lines("Expect: 100-continued", .unsupportedExpectation),
        .lines("Expect: 100-continu", .unsupportedExpectation),
        RefusedRequest("GET / HTTP/1.0\r\nExpect: x\r\n\r\n", .unsupportedExpectation),
        // What is malformed comes before what is not supported.
        .lines("Expect: x\r\nContent-Length: x", .invalidContentLength),
        .lines("Transfer-Encoding: gzip, chunked\r\nX", .missingColon),
    ]

    @Test(arguments: Self.others)
    func otherWrongFieldsAreRefused(row: RefusedRequest) { row.check() }
}
