import Foundation

/// A log line, read by another JSON parser than ours.
struct ParsedLine {
    let fields: [String: Any]
    let text: String

    /// Nil when the text is not exactly one line with one JSON object.
    init?(_ text: some StringProtocol) {
        self.text = String(text)
        guard self.text.utf8.last == 0x0A, self.text.utf8.dropLast().allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            return nil
        }
        let object = try? JSONSerialization.jsonObject(with: Data(self.text.utf8))
        guard let fields = object as? [String: Any] else { return nil }
        self.fields = fields
    }

    /// Nil stands for an object that is not there.
    static func all(in data: Data) -> [ParsedLine?] {
        var lines: [ParsedLine?] = []
        var start = data.startIndex
        while start < data.endIndex {
            let newline = data[start...].firstIndex(of: 0x0A) ?? data.index(before: data.endIndex)
            lines.append(ParsedLine(String(decoding: data[start...newline], as: UTF8.self)))
            start = data.index(after: newline)
        }
        return lines
    }

    subscript(key: String) -> String? { self.fields[key] as? String }

    func number(_ key: String) -> UInt64? { (self.fields[key] as? NSNumber)?.uint64Value }

    func list(_ key: String) -> [String]? { self.fields[key] as? [String] }

    /// The names in the order they stand in the line; only for values without `","` in them.
    var keys: [String] {
        var keys: [String] = []
        var rest = self.text[...]
        while let match = rest.firstMatch(of: #/[{,]"([@\w.]+)":/#) {
            keys.append(String(match.output.1))
            rest = rest[match.range.upperBound...]
        }
        return keys
    }
}
