/// Rows of security.md section 2 about chunks and trailers: the head is right, so the upstream may have seen a part.
extension RefusedRequest {
    static let chunks = [
        Self.chunks("empty size", "\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("size with a sign", "+5\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("negative size", "-5\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("size with 0x", "0x5\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("size with an underscore", "1_0\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("space before the size", " 5\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("space after the size", "5 \r\nhello\r\n0\r\n\r\n"),
        Self.chunks("tab after the size", "5\t\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("size of no number", "g\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("size of 17 digits", "00000000000000005\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("size over 2^53", "20000000000001\r\nhello"),
        Self.chunks("size that overflows", "FFFFFFFFFFFFFFFF\r\nhello"),
        Self.chunks("LF after the size", "5\nhello\r\n0\r\n\r\n"),
        Self.chunks("CR after the size", "5\rhello\r\n0\r\n\r\n"),
        Self.chunks("LF after the data", "5\r\nhello\n0\r\n\r\n"),
        Self.chunks("data longer than its size", "5\r\nhello!\r\n0\r\n\r\n"),
        Self.chunks("no CRLF after the data", "5\r\nhello0\r\n\r\n"),
        Self.chunks("LF at the end", "5\r\nhello\r\n0\r\n\n"),
        Self.chunks("extension of 257 bytes", "5;\(String(repeating: "a", count: 256))\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("extension without a name", "5;=1\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("extension with a control character", "5;a=\u{1}\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("extension with an open quote", "5;a=\"b\r\nhello\r\n0\r\n\r\n"),
        Self.chunks("extension with LF", "5;a\nb\r\nhello\r\n0\r\n\r\n"),
        Self.chunks(
            "16 KiB of extensions",
            String(repeating: "1;\(String(repeating: "a", count: 250))\r\nx\r\n", count: 70) + "0\r\n\r\n"
        ),
        Self.chunks("one-byte chunks", String(repeating: "0000000000000001\r\nx\r\n", count: 5_000) + "0\r\n\r\n"),
    ]

    static let trailers =
        [
            "Host: b", "Content-Length: 1", "Transfer-Encoding: chunked", "Authorization: x", "Cookie: a=1",
            "Connection: close", "X-Forwarded-For: 203.0.113.7", "x-forwarded-host: b",
        ].map { Self.chunks("trailer \($0)", "5\r\nhello\r\n0\r\n\($0)\r\n\r\n") } + [
            Self.chunks("folded trailer", "0\r\nX-A: 1\r\n 2\r\n\r\n"),
            Self.chunks("trailer without a colon", "0\r\nX-A\r\n\r\n"),
            Self.chunks("trailer with a space before the colon", "0\r\nX-A : 1\r\n\r\n"),
            Self.chunks("trailer with LF", "0\r\nX-A: 1\n\r\n"),
            Self.chunks("101 trailers", "0\r\n" + (0..<101).map { "X-\($0): 1\r\n" }.joined() + "\r\n"),
            Self.chunks("trailer of 16 385 bytes", "0\r\nX-A: \(String(repeating: "v", count: 16_380))\r\n\r\n"),
            Self.chunks(
                "trailers over 32 KiB",
                "0\r\n" + String(repeating: "X-A: \(String(repeating: "v", count: 9_000))\r\n", count: 4) + "\r\n"
            ),
        ]

    static let bodies = [
        Self(
            "chunked body over the limit",
            "POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n"
                + String(repeating: "b", count: 1_024) + "\r\n1\r\nb\r\n0\r\n\r\n",
            status: 413,
            code: "client_body_too_large"
        ),
        Self(
            "one chunk over the limit",
            "POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n401\r\n",
            status: 413,
            code: "client_body_too_large"
        ),
        Self(
            "Content-Length over the route's limit",
            "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 1025\r\n\r\n",
            status: 413,
            code: "client_body_too_large"
        ),
    ]
}
