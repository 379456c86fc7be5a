/// Why a message cannot be framed: the peer's doing, so never a trap (security.md section 2).
///
/// The answer to a request closes the connection; a response is given up with its connection.
package struct FramingError: Error, Equatable, BitwiseCopyable, Sendable {
    package enum Code: UInt8, CaseIterable, BitwiseCopyable, Sendable {
        // The head of either kind of message.
        case bareLineFeed, bareCarriageReturn
        case headTooLarge, fieldTooLong, tooManyFields
        case foldedField, spaceBeforeColon, missingColon, invalidFieldName, underscoreInFieldName, invalidFieldValue
        case invalidContentLength, duplicateContentLength, lengthWithTransferEncoding
        case invalidTransferEncoding, duplicateTransferEncoding, transferEncodingInVersion10
        case unsupportedTransferEncoding
        // The request line.
        case malformedRequestLine, invalidMethod, malformedVersion, unsupportedVersion
        case methodNotAllowed, unsupportedMethod
        case targetTooLong, invalidTargetByte, invalidTargetForm, invalidPercentEncoding
        case dotSegment, emptySegment, encodedSlash, wrongScheme, authorityNotHost
        // Fields of a request.
        case missingHost, duplicateHost, invalidHost
        case invalidConnection, refusedConnectionOption, unsupportedExpectation
        // Bodies.
        case bodyTooLarge
        case invalidChunkSize, invalidChunkExtension, chunkExtensionsTooLong, missingChunkEnd, chunkFramingTooLarge
        case trailersTooLarge, refusedTrailer
        // Responses.
        case malformedStatusLine, invalidStatus, unexpectedUpgrade, tooManyInterimResponses
    }

    package var code: Code
    /// The byte at which it shows, from the first of the head or, for bodies, of the body with its framing.
    package var offset: Int

    package init(code: Code, offset: Int) {
        self.code = code
        self.offset = offset
    }
}
