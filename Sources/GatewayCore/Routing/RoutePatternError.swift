/// Why a text is not a path template.
package struct RoutePatternError: Error, Equatable {
    package enum Code: UInt8, CaseIterable, Sendable {
        case noLeadingSlash, emptySegment, dotSegment, partialParameter, parameterName, duplicateParameter
        case restNotLast, forbiddenByte, percentEncoding
    }

    package var code: Code
    /// Of the wrong byte or of the segment's first byte, from the template's start.
    package var offset: Int
}

extension RoutePatternError.Code {
    /// What is wrong, and what to write instead.
    package var message: String {
        switch self {
        case .noLeadingSlash: "the first character is not /; write /{name} or /literal"
        case .emptySegment: "an empty segment matches no request; write a single / between segments"
        case .dotSegment: "the segments . and .. match no request; write the path they lead to"
        case .partialParameter: "a parameter is a whole segment; write {name} alone between slashes"
        case .parameterName: "this is no name of a parameter; write 1 to 32 of A-Z a-z 0-9 _, the first no digit"
        case .duplicateParameter: "this parameter stands twice; give the second another name"
        case .restNotLast: "* is only for the whole last segment; write {name} for one segment"
        case .forbiddenByte: "this character cannot stand in a path; write it percent-encoded"
        case .percentEncoding:
            "% needs two hex digits after it, and never 00; write %25 for the sign itself"
        }
    }
}
