/// Reads the bytes of one line, strictly.
struct ExpositionScanner {
    /// What names have besides a to z, and what numbers are made of.
    private static let others = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_".utf8)
    private static let numeric = Set("0123456789.e+-".utf8)

    private(set) var rest: ArraySlice<UInt8>
    /// An unknown escape stands for itself, as the specification has it; what we write has none.
    private let allowsAnyEscape: Bool

    init(_ line: ArraySlice<UInt8>, allowsAnyEscape: Bool = false) {
        self.rest = line
        self.allowsAnyEscape = allowsAnyEscape
    }

    var isAtEnd: Bool { self.rest.isEmpty }
    var text: String { String(decoding: self.rest, as: UTF8.self) }

    mutating func skip(_ text: String) -> Bool {
        guard self.rest.starts(with: text.utf8) else { return false }
        self.rest = self.rest.dropFirst(text.utf8.count)
        return true
    }

    mutating func expect(_ text: String) throws {
        guard self.skip(text) else { throw DecodingError("not \(text): \(self.text)") }
    }

    /// The bytes up to one of these, which are not empty.
    mutating func word(until ends: String) throws -> String {
        let word = self.rest.prefix { !ends.utf8.contains($0) }
        self.rest = self.rest.dropFirst(word.count)
        guard !word.isEmpty, let text = String(validating: word, as: UTF8.self) else {
            throw DecodingError("no word: \(self.text)")
        }
        return text
    }

    /// A metric's or label's name.
    mutating func name() throws -> String {
        let name = try self.word(until: " {}=\",#")
        let isName = name.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || Self.others.contains($0) }
        guard isName, name.first?.isNumber == false else { throw DecodingError("no name: \(name)") }
        return name
    }

    /// `{a="b",c="d"}`, or nothing.
    mutating func labels() throws -> [String: String] {
        var labels: [String: String] = [:]
        guard self.skip("{") else { return labels }
        while true {
            let name = try self.name()
            try self.expect("=\"")
            guard labels.updateValue(try self.quoted(), forKey: name) == nil else {
                throw DecodingError("\(name) twice")
            }
            if self.skip("}") { return labels }
            try self.expect(",")
        }
    }

    private mutating func quoted() throws -> String {
        var bytes: [UInt8] = []
        while let byte = self.rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes, as: UTF8.self) else { throw DecodingError("not UTF-8") }
                return text
            case UInt8(ascii: "\\"): bytes += try self.escaped()
            default: bytes.append(byte)
            }
        }
        throw DecodingError("no closing quote")
    }

    /// What an escape stands for; the backslash was read.
    mutating func escaped() throws -> [UInt8] {
        let byte = self.rest.popFirst()
        switch byte {
        case UInt8(ascii: "n"): return Array("\n".utf8)
        case UInt8(ascii: "\\"), UInt8(ascii: "\""): return byte.map { [$0] } ?? []
        case let byte where self.allowsAnyEscape: return Array("\\".utf8) + (byte.map { [$0] } ?? [])
        default: throw DecodingError("no escape: \(self.text)")
        }
    }

    mutating func number(until ends: String = " ") throws -> Double { try Self.number(self.word(until: ends)) }

    mutating func count(until ends: String = " ") throws -> UInt64 {
        let word = try self.word(until: ends)
        guard let count = UInt64(word) else { throw DecodingError("no count: \(word)") }
        return count
    }

    static func number(_ text: String) throws -> Double {
        switch text {
        case "+Inf": return .infinity
        case "-Inf": return -.infinity
        case "NaN": return .nan
        default:
            let isNumber = text.utf8.allSatisfy(Self.numeric.contains)
            guard isNumber, let number = Double(text) else { throw DecodingError("no number: \(text)") }
            return number
        }
    }
}
