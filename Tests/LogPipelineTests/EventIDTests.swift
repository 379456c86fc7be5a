import LogPipeline
import Telemetry
import Testing

@Suite struct EventIDTests {
    let names = NameTable()

    private func id(_ change: (inout AccessRecord) -> Void) throws -> String {
        var sample = SampleRecord.handbook(self.names)
        change(&sample.record)
        return try #require(sample.parsed(self.names)["event.id"])
    }

    /// The bits of an id, most significant first, read independently of how it was written.
    private func fields(
        _ id: String
    ) -> (milliseconds: UInt64, boot: UInt64, shard: UInt64, stream: UInt64, sequence: UInt64) {
        let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        let value = id.reduce(UInt128(0)) { $0 * 32 + UInt128(digits.firstIndex(of: $1)!) }
        func bits(_ shift: Int, _ count: Int) -> UInt64 { UInt64(value >> UInt128(shift) & (1 << UInt128(count) - 1)) }
        return (bits(80, 48), bits(48, 32), bits(40, 8), bits(38, 2), bits(0, 38))
    }

    @Test func anIDHoldsTimeBootShardStreamAndSequence() throws {
        let id = try self.id { _ in }
        #expect(id.count == 26)
        let fields = self.fields(id)
        #expect(fields.milliseconds == 1_772_366_400_123)
        #expect(fields.boot == 0x5f0c_9a31)
        #expect(fields.shard == 1)
        #expect(fields.stream == 0)
        #expect(fields.sequence == 184_467)
    }

    @Test func theLargestValuesFit() throws {
        let id = try self.id { record in
            record.shard = 254
            record.sequence = 1 << 38 - 1
            record.startWallNanoseconds = .max
        }
        let fields = self.fields(id)
        #expect(fields.milliseconds == UInt64(Int64.max / 1_000_000))
        #expect(fields.shard == 254)
        #expect(fields.sequence == 1 << 38 - 1)
    }

    @Test func idsAreUniqueAndInTheOrderOfTimeThenSequence() throws {
        var ids: [String] = []
        for step in 0..<2000 as Range<Int64> {
            ids.append(
                try self.id { record in
                    record.startWallNanoseconds += step / 4 * 1_000_000
                    record.sequence += UInt64(step)
                }
            )
        }
        #expect(Set(ids).count == ids.count)
        #expect(ids == ids.sorted())
    }

    @Test func theSameRecordHasTheSameID() throws {
        #expect(try self.id { _ in } == self.id { _ in })
    }
}
