/// A route's path template, taken apart.
///
///     /v1/orders/{id}/items/*
///      |  |      |    |     the rest: any text, the empty one included; last
///      |  |      one segment, not empty
///      literal segments, in canonical spelling
///
/// A path is its segments between slashes, so `/a/` has an empty last segment and differs from `/a`; `/a/*` takes
/// `/a/` and `/a/b/c`, but not `/a`.
package struct RoutePattern: Sendable, Equatable {
    package enum Segment: Sendable, Equatable {
        case literal([UInt8])
        case parameter(String)
        case rest
    }

    /// At least one: `/` is one empty literal.
    package let segments: [Segment]

    /// - Throws: Where and why the text is no template.
    package init(_ template: String) throws(RoutePatternError) {
        let bytes = Array(template.utf8)
        guard bytes.first == PathText.slash else { throw RoutePatternError(code: .noLeadingSlash, offset: 0) }
        var segments: [Segment] = []
        var names: Set<String> = []
        var start = 1
        while start <= bytes.count {
            let end = bytes[start...].firstIndex(of: PathText.slash) ?? bytes.count
            let segment = try Self.segment(bytes[start..<end], isLast: end == bytes.count)
            if case .parameter(let name) = segment, !names.insert(name).inserted {
                throw RoutePatternError(code: .duplicateParameter, offset: start)
            }
            segments.append(segment)
            start = end + 1
        }
        self.segments = segments
    }

    /// Whether a literal holds `%2F` or `%5C`, which only routes that pass encoded slashes ever see.
    package var hasEncodedSlash: Bool {
        self.segments.contains { segment in
            guard case .literal(let bytes) = segment else { return false }
            return bytes.indices.dropLast(2).contains {
                bytes[$0...].starts(with: "%2F".utf8) || bytes[$0...].starts(with: "%5C".utf8)
            }
        }
    }

    /// Equal for templates that differ only in the names of parameters.
    package var shape: [[UInt8]] {
        self.segments.map { segment in
            switch segment {
            case .literal(let bytes): bytes
            case .parameter: [0x00]  // no literal holds a control character
            case .rest: [0x01]
            }
        }
    }

    private static func segment(_ bytes: ArraySlice<UInt8>, isLast: Bool) throws(RoutePatternError) -> Segment {
        let start = bytes.startIndex
        if bytes.isEmpty, !isLast { throw RoutePatternError(code: .emptySegment, offset: start) }
        if bytes.elementsEqual([UInt8(ascii: "*")]), isLast { return .rest }
        if bytes.contains(UInt8(ascii: "*")) { throw RoutePatternError(code: .restNotLast, offset: start) }
        let open = bytes.firstIndex(of: UInt8(ascii: "{"))
        if open != nil || bytes.contains(UInt8(ascii: "}")) {
            guard open == start, bytes.firstIndex(of: UInt8(ascii: "}")) == bytes.endIndex - 1 else {
                throw RoutePatternError(code: .partialParameter, offset: start)
            }
            return .parameter(try Self.name(bytes.dropFirst().dropLast()))
        }
        let literal: [UInt8]
        do throws(RoutePatternError) {
            literal = try PathText.canonical(bytes)
        } catch {
            throw RoutePatternError(code: error.code, offset: start + error.offset)
        }
        if literal == [UInt8(ascii: ".")] || literal == Array("..".utf8) {
            throw RoutePatternError(code: .dotSegment, offset: start)
        }
        return .literal(literal)
    }

    private static func name(_ bytes: ArraySlice<UInt8>) throws(RoutePatternError) -> String {
        let isWellFormed = bytes.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (PathText.isUnreserved(byte) && !"-.~".utf8.contains(byte))
        }
        guard isWellFormed, (1...32).contains(bytes.count), let first = bytes.first,
            first == UInt8(ascii: "_") || first > UInt8(ascii: "9")
        else { throw RoutePatternError(code: .parameterName, offset: bytes.startIndex) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
