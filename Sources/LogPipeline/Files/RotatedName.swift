/// The name of a file that was rotated: `STEM-20260301T120000Z-1.jsonl`, with `.gz` once it is compressed.
package struct RotatedName: Comparable {
    package var stem: String
    /// When it was rotated, UTC, in the form whose order is that of time.
    package var time: String
    /// From 1; more than one rotation may fall into a second.
    package var number: Int
    package var isCompressed: Bool

    package init(stem: String, time: String, number: Int, isCompressed: Bool = false) {
        self.stem = stem
        self.time = time
        self.number = number
        self.isCompressed = isCompressed
    }

    /// Reads a file's name; nil when it is no rotated file of this stem.
    package init?(_ name: String, stem: String) {
        let isCompressed = name.hasSuffix(".jsonl.gz")
        guard name.hasPrefix(stem + "-"), isCompressed || name.hasSuffix(".jsonl") else { return nil }
        let middle = name.dropFirst(stem.count + 1).dropLast(isCompressed ? 9 : 6)
        let parts = middle.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isTime(parts[0]), let number = Int(parts[1]), number > 0 else { return nil }
        self.init(stem: stem, time: String(parts[0]), number: number, isCompressed: isCompressed)
    }

    /// The part of a log file's name that its rotated files share: without `.jsonl`.
    package static func stem(of name: String) -> String {
        name.hasSuffix(".jsonl") && name.count > 6 ? String(name.dropLast(6)) : name
    }

    package var text: String { "\(self.stem)-\(self.time)-\(self.number).jsonl\(self.isCompressed ? ".gz" : "")" }

    /// The older first.
    package static func < (left: RotatedName, right: RotatedName) -> Bool {
        left.time == right.time ? left.number < right.number : left.time < right.time
    }

    private static func isTime(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == 0x54, bytes[15] == 0x5A else { return false }  // T, Z
        return bytes.indices.allSatisfy { $0 == 8 || $0 == 15 || (0x30...0x39).contains(bytes[$0]) }
    }
}
