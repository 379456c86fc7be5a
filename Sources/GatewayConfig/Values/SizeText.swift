/// Sizes as they are written: a whole number and `B`, `KiB`, `MiB`, `GiB` or `TiB`.
package enum SizeText {
    package static let pattern = "^(0|[1-9][0-9]{0,14})(B|KiB|MiB|GiB|TiB)$"
    private static let units: [(name: String, bytes: Int)] = [
        ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1),
    ]

    /// Bytes, or nil when the text is not a size.
    package static func bytes(_ text: String) -> Int? {
        guard let (number, unit) = Quantity.divide(text), let value = Quantity.whole(number) else { return nil }
        return Self.units.first { $0.name == unit }.map { Quantity.product(value, $0.bytes) }
    }

    /// The text with the largest unit that makes a whole number: 1 048 576 is `1MiB`.
    package static func text(_ bytes: Int) -> String {
        let unit = Self.units.first { bytes % $0.bytes == 0 && bytes != 0 } ?? ("B", 1)
        return "\(bytes / unit.bytes)\(unit.name)"
    }

    /// What may have been meant; nil: no idea.
    static func suggestion(_ text: String) -> String? {
        let compact = text.lowercased().filter { $0 != " " && $0 != "_" }
        guard let (number, unit) = Quantity.divide(compact), !number.contains("."), number.count < 10 else {
            return nil
        }
        if unit.isEmpty { return "\(number)KiB or \(number)B" }
        guard let first = unit.first, "bkmgt".contains(first) else { return nil }
        return Self.units.first { $0.name.lowercased().first == first }.map { "\(number)\($0.name)" }
    }
}
