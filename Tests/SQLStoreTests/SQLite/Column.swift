import SQLStore
import Testing

/// A value of a column, for tests that make rows of any types.
enum Column: Hashable, CustomTestStringConvertible {
    case int16(Int16)
    case int32(Int32)
    case int64(Int64)
    case bool(Bool)
    case uuid(SQLUUID)
    case bytes([UInt8])
    case text(String)
    case null(SQLType)

    /// Long values in short.
    var testDescription: String {
        switch self {
        case .bytes(let value) where value.count > 16: "bytes(\(value.count) of them)"
        case .text(let value) where value.utf8.count > 16: "text(\(value.utf8.count) bytes)"
        default: "\(self)"
        }
    }

    var type: SQLType {
        switch self {
        case .int16: .int16
        case .int32: .int32
        case .int64: .int64
        case .bool: .bool
        case .uuid: .uuid
        case .bytes: .bytes
        case .text: .text
        case .null(let type): type
        }
    }

    func write<Writer: ColumnWriter & ~Copyable>(to writer: inout Writer) {
        switch self {
        case .int16(let value): writer.int16(value)
        case .int32(let value): writer.int32(value)
        case .int64(let value): writer.int64(value)
        case .bool(let value): writer.bool(value)
        case .uuid(let value): writer.uuid(value)
        case .bytes(let value): writer.bytes(value)
        case .text(let value): writer.text(value)
        case .null(let type): writer.null(type)
        }
    }

    static func read<Reader: ColumnReader & ~Copyable>(_ type: SQLType, from reader: inout Reader) -> Self {
        let value: Self? =
            switch type {
            case .int16: reader.optionalInt16().map { .int16($0) }
            case .int32: reader.optionalInt32().map { .int32($0) }
            case .int64: reader.optionalInt64().map { .int64($0) }
            case .bool: reader.optionalBool().map { .bool($0) }
            case .uuid: reader.optionalUUID().map { .uuid($0) }
            case .bytes: reader.optionalBytes().map { .bytes($0) }
            case .text: reader.optionalText().map { .text($0) }
            }
        return value ?? .null(type)
    }

    /// Every eighth is NULL; numbers are often at their ends, texts and bytes empty, short, or long.
    static func random(_ type: SQLType, using generator: inout some RandomNumberGenerator) -> Self {
        if Int.random(in: 0..<8, using: &generator) == 0 { return .null(type) }
        switch type {
        case .int16: return .int16(Self.number(&generator))
        case .int32: return .int32(Self.number(&generator))
        case .int64: return .int64(Self.number(&generator))
        case .bool: return .bool(.random(using: &generator))
        case .uuid: return .uuid(SQLUUID(high: generator.next(), low: generator.next()))
        case .bytes:
            let count = Self.count(&generator)
            return .bytes((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
        case .text:
            let letters: [Character] = ["a", "Z", "\u{1}", "\u{7F}", "é", "語", "🧾", "'", "\"", "\n", "\u{FFFD}"]
            let count = Self.count(&generator)
            return .text(String((0..<count).map { _ in letters.randomElement(using: &generator) ?? "a" }))
        }
    }

    private static func number<Value: FixedWidthInteger>(_ generator: inout some RandomNumberGenerator) -> Value {
        let ends: [Value] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
        return ends.randomElement(using: &generator).flatMap { Bool.random(using: &generator) ? $0 : nil }
            ?? .random(in: .min ... .max, using: &generator)
    }

    private static func count(_ generator: inout some RandomNumberGenerator) -> Int {
        switch Int.random(in: 0..<20, using: &generator) {
        case 0...3: 0
        case 4...15: .random(in: 1...20, using: &generator)
        case 16...18: .random(in: 21...2_000, using: &generator)
        default: .random(in: 60_000...70_000, using: &generator)
        }
    }
}
