package import SQLStore

/// SHA-256 over rows, as the audit chain writes them (engine.md section 8).
///
/// ```
/// int16, int32, int64, bool   8 bytes, big-endian
/// uuid                        16 bytes
/// text, bytes                 4 bytes of length, big-endian, then as many bytes
/// NULL of every type          FF FF FF FF
/// ```
/// NULL cannot be taken for a value: the columns that may be NULL hold numbers of transfers, which are positive, ids,
/// which begin with a time, and texts shorter than 4 GiB.
package struct ChainDigest: ~Copyable {
    package static let byteCount = 32
    private static let flushBytes = 8_192

    private let state: SHA256State
    private var buffer: [UInt8] = []

    package init() {
        self.state = SHA256State()
        self.buffer.reserveCapacity(Self.flushBytes + 512)
    }

    /// Adds a row, all columns in the table's order.
    package mutating func row(_ row: some StoredRow) {
        row.write(into: &self)
        if self.buffer.count >= Self.flushBytes { self.flush() }
    }

    /// Adds bytes as they are, without a length.
    package mutating func raw(_ bytes: [UInt8]) { self.buffer += bytes }

    /// The hash of everything added: 32 bytes.
    package consuming func finish() -> [UInt8] {
        self.flush()
        return self.state.finish()
    }

    /// The hash of some rows.
    package static func hash(_ rows: some Sequence<some StoredRow>) -> [UInt8] {
        var digest = ChainDigest()
        for row in rows { digest.row(row) }
        return digest.finish()
    }

    private mutating func flush() {
        self.state.add(self.buffer)
        self.buffer.removeAll(keepingCapacity: true)
    }

    private mutating func word(_ value: UInt32) {
        for shift: UInt32 in [24, 16, 8, 0] { self.buffer.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    private mutating func long(_ value: UInt64) {
        self.word(UInt32(truncatingIfNeeded: value >> 32))
        self.word(UInt32(truncatingIfNeeded: value))
    }
}

extension ChainDigest: ColumnWriter {
    package mutating func int16(_ value: Int16) { self.int64(Int64(value)) }
    package mutating func int32(_ value: Int32) { self.int64(Int64(value)) }
    package mutating func int64(_ value: Int64) { self.long(UInt64(bitPattern: value)) }
    package mutating func bool(_ value: Bool) { self.int64(value ? 1 : 0) }
    package mutating func uuid(_ value: SQLUUID) {
        self.long(value.high)
        self.long(value.low)
    }
    package mutating func bytes(_ value: [UInt8]) {
        self.word(UInt32(value.count))
        self.buffer += value
    }
    package mutating func text(_ value: String) {
        self.word(UInt32(value.utf8.count))
        self.buffer += value.utf8
    }
    package mutating func null(_ type: SQLType) { self.word(.max) }
}
