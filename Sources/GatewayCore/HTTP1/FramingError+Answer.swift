package import Telemetry

extension FramingError.Code {
    /// The status of the answer to the client; 502 for what only an upstream can do wrong.
    package var status: Int {
        switch self {
        case .unsupportedVersion: 505
        case .unsupportedExpectation: 417
        default: self.outcome.status
        }
    }

    /// Why the exchange ended.
    ///
    /// The same error in a response is `upstreamProtocolError`, whatever its code.
    package var outcome: Outcome {
        switch self {
        case .bareLineFeed, .bareCarriageReturn, .foldedField, .spaceBeforeColon, .missingColon, .invalidFieldName,
            .underscoreInFieldName, .invalidFieldValue, .invalidContentLength, .duplicateContentLength,
            .lengthWithTransferEncoding, .invalidTransferEncoding, .duplicateTransferEncoding,
            .transferEncodingInVersion10, .malformedRequestLine, .invalidMethod, .malformedVersion, .unsupportedVersion,
            .invalidTargetByte, .invalidTargetForm, .invalidPercentEncoding, .dotSegment, .emptySegment, .encodedSlash,
            .wrongScheme, .authorityNotHost, .missingHost, .duplicateHost, .invalidHost, .invalidConnection,
            .refusedConnectionOption, .unsupportedExpectation, .invalidChunkSize, .invalidChunkExtension,
            .chunkExtensionsTooLong, .missingChunkEnd, .chunkFramingTooLarge, .trailersTooLarge, .refusedTrailer:
            .clientBadRequest
        case .methodNotAllowed: .clientMethodNotAllowed
        case .bodyTooLarge: .clientBodyTooLarge
        case .targetTooLong: .clientTargetTooLong
        case .headTooLarge, .fieldTooLong, .tooManyFields: .clientHeadTooLarge
        case .unsupportedMethod, .unsupportedTransferEncoding: .gatewayUnsupported
        case .malformedStatusLine, .invalidStatus, .unexpectedUpgrade, .tooManyInterimResponses: .upstreamProtocolError
        }
    }

    /// What is wrong, and what to send instead, without the message's own bytes.
    package var detail: StaticString {
        switch self {
        case .bareLineFeed: "A line ends with LF alone; end every line with CRLF."
        case .bareCarriageReturn: "There is a CR without LF; CR may only stand in the CRLF at a line's end."
        case .headTooLarge: "The head is larger than the limit; send fewer or shorter fields."
        case .fieldTooLong: "A field line is longer than the limit; shorten its value."
        case .tooManyFields: "The head has more fields than the limit; send fewer."
        case .foldedField: "A field line begins with a blank; write each field on one line."
        case .spaceBeforeColon: "There is a blank before a field's colon; write `Name: value`."
        case .missingColon: "A field line has no colon; write `Name: value`."
        case .invalidFieldName:
            "A field name is empty or has a character that is not allowed; use letters, digits and `-`."
        case .underscoreInFieldName: "A field name contains `_`; use `-`."
        case .invalidFieldValue: "A field value contains a control character; remove or encode it."
        case .invalidContentLength: "Content-Length is not a plain decimal number; send `0` or up to 18 digits."
        case .duplicateContentLength: "Content-Length stands there twice; send it once."
        case .lengthWithTransferEncoding: "Both Content-Length and Transfer-Encoding are there; send one of them."
        case .invalidTransferEncoding: "Transfer-Encoding is not `chunked`; send `chunked` or a Content-Length."
        case .duplicateTransferEncoding: "Transfer-Encoding stands there twice; send it once."
        case .transferEncodingInVersion10: "HTTP/1.0 has no Transfer-Encoding; send a Content-Length, or HTTP/1.1."
        case .unsupportedTransferEncoding: "Transfer codings other than `chunked` are not supported; send `chunked`."
        case .malformedRequestLine: "The request line is not `METHOD target HTTP/1.1`, with single spaces and CRLF."
        case .invalidMethod: "The method is not a token of at most 24 bytes."
        case .malformedVersion: "The version is malformed; send `HTTP/1.1`."
        case .unsupportedVersion: "This version of HTTP is not supported here; send `HTTP/1.1`."
        case .methodNotAllowed: "CONNECT and TRACE are not allowed; use another method."
        case .unsupportedMethod: "The method is not supported; methods are written in upper case."
        case .targetTooLong: "The request target is longer than the limit; shorten the path or the query."
        case .invalidTargetByte: "The request target contains a character that must be percent-encoded."
        case .invalidTargetForm: "The request target must be a path that begins with `/` (`*` only with OPTIONS)."
        case .invalidPercentEncoding: "A `%` in the target is not followed by two hex digits, or encodes NUL."
        case .dotSegment: "The path has a segment `.` or `..`; send the resolved path."
        case .emptySegment: "The path has an empty segment; send single slashes."
        case .encodedSlash: "The path contains an encoded slash or backslash, which this route does not take."
        case .wrongScheme: "The scheme of the target is not the one of this listener."
        case .authorityNotHost: "The authority of the target differs from Host; send the path only."
        case .missingHost: "There is no Host; HTTP/1.1 needs one."
        case .duplicateHost: "Host stands there twice; send it once."
        case .invalidHost: "Host is not `name` or `name:port`, with a port in 1-65535 and at most 255 bytes."
        case .invalidConnection: "Connection is not a list of option names, or is a very long one."
        case .refusedConnectionOption: "Connection names a field that must not be dropped on the way."
        case .unsupportedExpectation: "Expect asks for something else than `100-continue`; leave it out."
        case .bodyTooLarge: "The body is larger than the limit of this route."
        case .invalidChunkSize: "A chunk size is not 1 to 16 hex digits, or is over 2^53."
        case .invalidChunkExtension: "A chunk extension is malformed or longer than 256 bytes; leave it out."
        case .chunkExtensionsTooLong: "Chunk extensions are over 16 KiB in one message; leave them out."
        case .missingChunkEnd: "A chunk's data is not followed by CRLF: its size is wrong."
        case .chunkFramingTooLarge: "The body has far more chunk framing than data; send larger chunks."
        case .trailersTooLarge: "The trailer section is over the limits of a head; send fewer or shorter trailers."
        case .refusedTrailer: "A field that belongs into the head is sent as a trailer."
        case .malformedStatusLine: "The upstream's status line is malformed."
        case .invalidStatus: "The upstream's status is not in 100-599."
        case .unexpectedUpgrade: "The upstream switched protocols, which nobody asked for."
        case .tooManyInterimResponses: "The upstream sent more than 8 interim responses."
        }
    }
}
