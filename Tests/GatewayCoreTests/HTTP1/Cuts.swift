import Testing

/// The ways in which an input is cut into pieces, as a network may do it.
enum Cuts {
    /// Inputs up to this size are cut at each byte, longer ones at their beginning, their end and in between.
    static let everyByteLimit = 1_200
    private static let edge = 64

    /// In two at each place, and into single bytes.
    static func pieces(_ input: [UInt8]) -> [[ArraySlice<UInt8>]] {
        var all = Self.places(input.count).map { [input[..<$0], input[$0...]] }
        all.append(input.indices.map { input[$0...$0] })
        return all
    }

    static func places(_ count: Int) -> [Int] {
        if count <= Self.everyByteLimit { return Array(0...count) }
        let step = max(count / 64, 1)
        return Array(0..<Self.edge) + Array(stride(from: Self.edge, to: count - Self.edge, by: step))
            + Array(count - Self.edge...count)
    }

    /// Reads an input whole and in all ways cut, and expects the same result each time.
    /// - Returns: That result.
    @discardableResult
    static func read<Result: Equatable>(
        _ input: [UInt8],
        sourceLocation: SourceLocation = #_sourceLocation,
        _ read: ([ArraySlice<UInt8>]) -> Result
    ) -> Result {
        let whole = read([input[...]])
        for pieces in Self.pieces(input) {
            let cut = read(pieces)
            if cut != whole {
                let place = pieces.count == 2 ? "at \(pieces[0].count)" : "into single bytes"
                Issue.record("cut \(place): \(cut), whole: \(whole)", sourceLocation: sourceLocation)
                break
            }
        }
        return whole
    }
}
