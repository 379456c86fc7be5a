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
}
