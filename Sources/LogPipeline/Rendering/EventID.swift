/// The id of a record: a ULID made without randomness, so the same record always has the same id.
///
/// From the most significant bit: 48 bits wall-clock milliseconds, 32 bits boot id, 8 bits shard, 2 bits stream, 38
/// bits sequence.
struct EventID {
    var high: UInt64
    var low: UInt64

    @inline(__always)
    init(milliseconds: UInt64, boot: UInt32, shard: UInt8, stream: RecordStream, sequence: UInt64) {
        self.high = milliseconds << 16 | UInt64(boot >> 16)
        let source = UInt64(shard) << 40 | UInt64(stream.rawValue) << 38
        self.low = UInt64(boot & 0xFFFF) << 48 | source | sequence & 0x3F_FFFF_FFFF
    }

    /// Of an app record.
    @inline(__always)
    init(app sequence: UInt64, wallNanoseconds: Int64, boot: UInt32) {
        let milliseconds = UInt64(max(wallNanoseconds, 0)) / 1_000_000
        self.init(milliseconds: milliseconds, boot: boot, shard: 255, stream: .app, sequence: sequence)
    }

    /// Its 26 digits, as they stand in the record.
    var text: String {
        var writer = LineWriter()
        var out = writer.cursor(reserving: 26)
        out.write(base32: self.high, self.low)
        writer.commit(out)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
