import SQLStore

/// One value of each type, each of which may be NULL.
struct TestRow: Equatable {
    var int16: Int16?
    var int32: Int32?
    var int64: Int64?
    var bool: Bool?
    var uuid: SQLUUID?
    var bytes: [UInt8]?
    var text: String?

    static let types: [SQLType] = [.int16, .int32, .int64, .bool, .uuid, .bytes, .text]
    static let table = "CREATE TABLE t (n int8, a int2, b int4, c int8, d bool, e uuid, f bytea, g text)"
    private static let letters: [Character] = ["a", "\"", "\\", "{", ",", "\u{1}", "ß", "語", "🦆", "e\u{301}", " ", "'"]

    init(int64: Int64? = nil, text: String? = nil) { (self.int64, self.text) = (int64, text) }

    init(_ generator: inout some RandomNumberGenerator) {
        self.int16 = Self.number(&generator)
        self.int32 = Self.number(&generator)
        self.int64 = Self.number(&generator)
        self.bool = Self.maybe(&generator) { Bool.random(using: &$0) }
        self.uuid = Self.maybe(&generator) { SQLUUID(high: $0.next(), low: $0.next()) }
        self.bytes = Self.maybe(&generator) { generator in
            (0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
        self.text = Self.maybe(&generator) { generator in
            String(
                (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                    Self.letters.randomElement(using: &generator)!
                }
            )
        }
    }

    init(reading reader: inout some ColumnReader & ~Copyable) {
        self.int16 = reader.optionalInt16()
        self.int32 = reader.optionalInt32()
        self.int64 = reader.optionalInt64()
        self.bool = reader.optionalBool()
        self.uuid = reader.optionalUUID()
        self.bytes = reader.optionalBytes()
        self.text = reader.optionalText()
    }

    func write(to writer: inout some ColumnWriter & ~Copyable) {
        writer.optionalInt16(self.int16)
        writer.optionalInt32(self.int32)
        writer.optionalInt64(self.int64)
        writer.optionalBool(self.bool)
        writer.optionalUUID(self.uuid)
        writer.optionalBytes(self.bytes)
        writer.optionalText(self.text)
    }

    private static func maybe<Generator: RandomNumberGenerator, Value>(
        _ generator: inout Generator,
        _ make: (inout Generator) -> Value
    ) -> Value? { Int.random(in: 0..<5, using: &generator) == 0 ? nil : make(&generator) }

    /// The ends of the range as often as all that lies between.
    private static func number<Number: FixedWidthInteger>(_ generator: inout some RandomNumberGenerator) -> Number? {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: nil
        case 1: .min
        case 2: .max
        case 3: 0
        default: .random(in: .min ... .max, using: &generator)
        }
    }
}
