import EngineCore
import SQLStore

/// Columns as the chain writes them: integers 8 bytes big-endian, UUIDs 16, texts with 4-byte length, null 0xFFFFFFFF.
struct PlainBytes: ColumnWriter {
    var bytes: [UInt8] = []

    mutating func int16(_ value: Int16) { self.int64(Int64(value)) }
    mutating func int32(_ value: Int32) { self.int64(Int64(value)) }
    mutating func int64(_ value: Int64) { self.put(UInt64(bitPattern: value), 8) }
    mutating func bool(_ value: Bool) { self.int64(value ? 1 : 0) }
    mutating func uuid(_ value: SQLUUID) {
        self.put(value.high, 8)
        self.put(value.low, 8)
    }
    mutating func bytes(_ value: [UInt8]) {
        self.put(UInt64(value.count), 4)
        self.bytes += value
    }
    mutating func text(_ value: String) { self.bytes(Array(value.utf8)) }
    mutating func null(_ type: SQLType) { self.bytes += [0xFF, 0xFF, 0xFF, 0xFF] }

    private mutating func put(_ value: UInt64, _ count: Int) {
        for index in (0..<count).reversed() { self.bytes.append(UInt8(value >> (UInt64(index) * 8) & 0xFF)) }
    }
}
