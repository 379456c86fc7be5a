import LogPipeline
import Telemetry
import Testing

@Suite(.timeLimit(.minutes(15))) struct SpoolQuotaTests {
    @Test func theOldestSegmentGoesAndIsCounted() throws {
        let rig = try SpoolRig(maxBytes: 64_000)
        for _ in 0..<100 { #expect(rig.append(10).errorNumber == 0) }
        #expect(rig.spool.byteCount <= 64_000)
        #expect(rig.spool.byteCount > 48_000)
        let dropped = rig.tally.counts.dropped[.spoolFull, default: 0]
        #expect(dropped > 0)
        #expect(rig.reader.pendingCount + dropped == 1000)
        // What is left is the end.
        #expect(rig.drain() == Array(Int(dropped) + 1...1000))
        #expect(rig.tally.counts.settlement.delivered + Int(dropped) == 1000)
    }

    @Test func aBatchThatIsOutIsCountedWhenItComesBack() throws {
        for isDelivered in [true, false] {
            let rig = try SpoolRig(maxBytes: 64_000)
            rig.append(10)
            let batch = try #require(rig.reader.next(maxEvents: 4, maxBytes: 1 << 20))
            for _ in 0..<100 { rig.append(10) }
            let dropped = rig.tally.counts.dropped[.spoolFull, default: 0]
            if isDelivered {
                var settlement = BulkSettlement()
                settlement.delivered = 4
                rig.reader.settle(batch, settlement)
                #expect(rig.tally.counts.dropped[.spoolFull] == dropped)
            } else {
                rig.reader.putBack(batch)
                #expect(rig.tally.counts.dropped[.spoolFull] == dropped + 4)
            }
            let rest = rig.drain()
            #expect(rest == Array((1011 - rest.count)...1010))
            let counts = rig.tally.counts
            #expect(UInt64(counts.settlement.delivered) + counts.dropped[.spoolFull, default: 0] == 1010)
        }
    }

    @Test func theOldestOfAllMembersGoes() throws {
        let folder = try TemporaryFolder()
        let quota = SpoolQuota(maxBytes: 64_000)
        let tallies = [SpoolTally(), SpoolTally()]
        let spools = try [RecordStream.access, .app].enumerated().map { index, stream in
            try SpoolStream(
                stream,
                at: folder.file("\(index)"),
                readers: [("cursor", tallies[index])],
                quota: quota
            )
        }
        func append(_ spool: SpoolStream, _ numbers: ClosedRange<Int>) {
            let text = numbers.map { SpoolRig.line($0) + "\n" }.joined()
            #expect(Array(text.utf8).withUnsafeBytes { spool.append($0) }.errorNumber == 0)
        }
        append(spools[0], 1...200)
        append(spools[1], 1...1000)
        #expect(quota.usedBytes <= 64_000)
        #expect(tallies[0].counts.dropped[.spoolFull, default: 0] > 100)
        #expect(tallies[1].counts.dropped[.spoolFull, default: 0] > 0)
        for (index, total) in [200, 1000].enumerated() {
            let lost = tallies[index].counts.dropped[.spoolFull, default: 0]
            #expect(spools[index].readers[0].pendingCount + lost == UInt64(total))
        }
    }
}
