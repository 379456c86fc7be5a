/// Where a page ends: the key of its last row, as a cursor's text.
///
/// ```
/// list   one letter that names the list, so that a cursor of another list is refused
/// parts  for each: "-" and hex digits; 16 of a number, 32 of an id
/// ```
struct PageKey: Hashable {
    enum Part: Hashable {
        case number(Int64)
        case id(ID)
    }

    var list: Character
    var parts: [Part]

    init(_ list: Character, _ parts: Part...) { (self.list, self.parts) = (list, parts) }

    /// Before the first row of a list in descending order of id.
    static func newest(_ list: Character) -> PageKey { PageKey(list, .id(ID(high: .max, low: .max))) }

    /// Reads a cursor; nil unless it names this list and has parts of these kinds.
    init?(_ text: String, like first: PageKey) {
        let words = text.split(separator: "-", omittingEmptySubsequences: false)
        guard words.count == first.parts.count + 1, words[0] == String(first.list) else { return nil }
        var parts: [Part] = []
        for (word, part) in zip(words.dropFirst(), first.parts) {
            switch part {
            case .number:
                guard word.utf8.count == 16, let bits = Self.hexadecimal(word) else { return nil }
                parts.append(.number(Int64(bitPattern: bits)))
            case .id:
                guard word.utf8.count == 32, let high = Self.hexadecimal(word.prefix(16)),
                    let low = Self.hexadecimal(word.suffix(16))
                else { return nil }
                parts.append(.id(ID(high: high, low: low)))
            }
        }
        (self.list, self.parts) = (first.list, parts)
    }

    var text: String {
        self.parts.reduce(into: String(self.list)) { text, part in
            text += "-"
            switch part {
            case .number(let value): text += Self.digits(UInt64(bitPattern: value))
            case .id(let id): text += Self.digits(id.high) + Self.digits(id.low)
            }
        }
    }

    var values: [SQLValue] {
        self.parts.map { part in
            switch part {
            case .number(let value): .int64(value)
            case .id(let id): .uuid(id)
            }
        }
    }

    private static func hexadecimal(_ text: Substring) -> UInt64? {
        guard text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }) else { return nil }
        return UInt64(text, radix: 16)
    }

    private static func digits(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
