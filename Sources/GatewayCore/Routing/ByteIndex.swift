import Glibc

/// A sorted list of short byte strings in one array, searched without allocating.
///
///     bytes   GETPUTHEADPOST        strings one after the other, by length, then by bytes
///     starts  0  3  6   10  14      one more than there are strings
struct ByteIndex: Sendable {
    /// Which spellings of the sought text are equal; the list holds the canonical one.
    enum Folding {
        case exact
        /// ASCII letters in any case; the list holds lower case.
        case letters
        /// The two digits after `%` in any case; the list holds upper case.
        case percent
    }

    private(set) var bytes: [UInt8] = []
    private(set) var starts: [Int] = [0]

    var count: Int { self.starts.count - 1 }

    /// - Parameter texts: Sorted with `precedes`, so that an index here is an index there.
    init(_ texts: [[UInt8]]) {
        for text in texts {
            self.bytes += text
            self.starts.append(self.bytes.count)
        }
    }

    static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
    }

    /// Finds a text among those with indices in `range`.
    ///
    /// - Parameters:
    ///   - text: What is sought, in any of the spellings that `folding` makes equal.
    ///   - range: Where to look.
    ///   - folding: Costs a step per byte; `exact` compares as a whole.
    /// - Returns: The text's index.
    /// - Complexity: O(log n) comparisons; does not allocate.
    func find(_ text: UnsafeRawBufferPointer, in range: Range<Int>, folding: Folding) -> Int? {
        guard let sought = text.baseAddress else { return range.first { self.starts[$0] == self.starts[$0 + 1] } }
        return self.bytes.withUnsafeBytes { bytes in
            let starts = self.starts.span
            var (low, high) = (range.lowerBound, range.upperBound)
            while low < high {
                let middle = (low + high) / 2
                let (start, end) = (starts[middle], starts[middle + 1])
                var order = end - start - text.count
                if order == 0, let base = bytes.baseAddress {
                    order =
                        folding == .exact
                        ? Int(memcmp(base + start, sought, text.count)) : Self.order(base + start, text, folding)
                }
                if order == 0 { return middle }
                if order < 0 { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }

    /// Negative when the listed text comes before the sought one, which is as long.
    private static func order(
        _ listed: UnsafeRawPointer,
        _ sought: UnsafeRawBufferPointer,
        _ folding: Folding
    ) -> Int {
        var digits = 0
        for offset in 0..<sought.count {
            var byte = sought[offset]
            let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            switch folding {
            case .exact: break
            case .letters: if isUpper { byte |= 0x20 }
            case .percent:
                if digits > 0, isLower { byte &= 0xDF }
                digits = byte == UInt8(ascii: "%") ? 2 : max(digits - 1, 0)
            }
            let other = listed.load(fromByteOffset: offset, as: UInt8.self)
            if byte != other { return Int(other) - Int(byte) }
        }
        return 0
    }
}
