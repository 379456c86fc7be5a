/// Why bytes from the target are not an HTTP/1.1 response to our request.
package enum ResponseError: UInt8, Error, CaseIterable, Sendable {
    case badStatusLine, badVersion, badField, headTooLarge, badContentLength, badTransferEncoding, lengthAndChunked
    case badChunkSize, badChunkEnd, badTrailer, switchedProtocols, unexpectedBytes

    /// For the report's example.
    package var text: String {
        switch self {
        case .badStatusLine: "the first line is not a status line"
        case .badVersion: "the version is neither HTTP/1.1 nor HTTP/1.0"
        case .badField: "a header field is malformed"
        case .headTooLarge: "the head is larger than 64 KiB"
        case .badContentLength: "Content-Length is not one number"
        case .badTransferEncoding: "Transfer-Encoding is not chunked, or in HTTP/1.0"
        case .lengthAndChunked: "both Content-Length and Transfer-Encoding"
        case .badChunkSize: "a chunk size is not hexadecimal"
        case .badChunkEnd: "a chunk does not end where its size says"
        case .badTrailer: "a trailer field is malformed"
        case .switchedProtocols: "101 without an Upgrade request"
        case .unexpectedBytes: "bytes after the end of the response"
        }
    }
}
