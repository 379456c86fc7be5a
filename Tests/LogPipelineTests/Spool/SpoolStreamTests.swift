import Foundation
import LogPipeline
import Telemetry
import TestKit
import Testing

@Suite(.timeLimit(.minutes(15))) struct SpoolStreamTests {
    private static var small: SpoolOptions {
        var options = SpoolOptions()
        options.segmentBytes = 4096
        return options
    }

    @Test func recordsComeOutAsTheyWentIn() throws {
        let rig = try SpoolRig()
        #expect(rig.reader.next(maxEvents: 10, maxBytes: 1000) == nil)
        let progress = rig.append(1000)
        #expect(progress.errorNumber == 0)
        #expect(rig.reader.pendingCount == 1000)
        let batch = try #require(rig.reader.next(maxEvents: 10, maxBytes: 1 << 20))
        #expect(SpoolRig.numbers(batch) == Array(1...10))
        #expect(batch.events.map(\.sequence) == Array(1...10))
        // One batch at a time.
        #expect(rig.reader.next(maxEvents: 10, maxBytes: 1 << 20) == nil)
        rig.reader.putBack(batch)
        #expect(rig.drain() == Array(1...1000))
        #expect(rig.reader.pendingCount == 0)
        rig.append(5)
        #expect(rig.drain() == Array(1001...1005))
        #expect(rig.tally.counts.settlement.delivered == 1005)
    }

    @Test func aBatchKeepsItsLimits() throws {
        let rig = try SpoolRig()
        rig.append(3, padding: 1000)
        let line = SpoolRig.line(1, padding: 1000).utf8.count
        let two = try #require(rig.reader.next(maxEvents: 10, maxBytes: 2 * line))
        #expect(two.events.count == 2)
        rig.reader.putBack(two)
        let one = try #require(rig.reader.next(maxEvents: 10, maxBytes: 2 * line - 1))
        #expect(one.events.count == 1)
        rig.reader.putBack(one)
        // Longer than the limit: alone.
        let long = try #require(rig.reader.next(maxEvents: 10, maxBytes: 1))
        #expect(long.events.count == 1)
        rig.reader.putBack(long)
        #expect(try #require(rig.reader.next(maxEvents: 2, maxBytes: 1 << 20)).events.count == 2)
    }

    @Test func aBatchIsOfOneSegmentAndSettledOnesGo() throws {
        let rig = try SpoolRig(Self.small)
        rig.append(500)
        #expect(rig.segmentNames.count > 10)
        let names = rig.segmentNames
        while let batch = rig.reader.next(maxEvents: 1000, maxBytes: 1 << 20) {
            #expect(batch.bytes.count <= 4096 + 200)
            var settlement = BulkSettlement()
            settlement.delivered = batch.events.count - 1
            settlement.deadLettered = 1
            rig.reader.settle(batch, settlement)
        }
        #expect(rig.segmentNames == names)
        rig.spool.tick(now: 0)
        // The one that is written stays.
        #expect(rig.segmentNames == names.suffix(1))
        #expect(rig.tally.counts.settlement.total == 500)
        #expect(rig.spool.byteCount < 4300)
    }

    @Test func anOldSegmentIsEndedAndGoes() throws {
        var options = SpoolOptions()
        options.segmentNanoseconds = 50_000_000
        let rig = try SpoolRig(options)
        rig.append(3)
        #expect(rig.drain() == [1, 2, 3])
        usleep(60_000)
        rig.spool.tick(now: .max)
        #expect(rig.segmentNames.isEmpty)
        #expect(rig.spool.byteCount == 0)
        rig.append(2)
        #expect(rig.segmentNames == ["00000000000000000004.seg"])
        #expect(rig.drain() == [4, 5])
    }

    @Test func linesThatAreNoRecordsAreRefused() throws {
        let rig = try SpoolRig()
        let long = SpoolRecord.lineLimit - SpoolRig.line(1).utf8.count
        let text =
            "{}\n" + SpoolRig.line(1, padding: long) + "\n" + SpoolRig.line(2, padding: long + 1) + "\n"
            + SpoolRig.line(3) + "\n"
        let progress = rig.append(text: text)
        #expect(progress.byteCount == text.utf8.count)
        #expect(progress.refusedNoID == 1 && progress.refusedOversize == 1)
        #expect(rig.drain() == [1, 3])
    }

    @Test func theAgeOfTheOldestIsKnown() throws {
        let rig = try SpoolRig()
        #expect(rig.reader.oldestPending == nil)
        let before = Int64(Date().timeIntervalSince1970 * 1000) * 1_000_000
        rig.append(3)
        let oldest = try #require(rig.reader.oldestPending)
        #expect(oldest >= before - 1_000_000 && oldest < before + 1_000_000_000)
        _ = rig.drain()
        #expect(rig.reader.oldestPending == nil)
    }

    @Test func whatIsWrittenIsDurableWithinItsLimits() throws {
        let count = Box(0)
        var options = SpoolOptions()
        options.syncBytes = 100_000
        options.synchronize = { _ in
            count.value += 1
            return 0
        }
        let rig = try SpoolRig(options)
        rig.append(100)
        #expect(count.value == 0)
        rig.append(1000)
        #expect(count.value >= 1)
        let before = count.value
        rig.append(1)
        rig.spool.tick(now: 0)
        #expect(count.value == before)
        rig.spool.tick(now: .max)
        #expect(count.value == before + 1)
        rig.spool.tick(now: .max)
        #expect(count.value == before + 1)
    }

    /// A counter that a closure may change.
    private final class Box: @unchecked Sendable {  // used by one thread
        var value: Int
        init(_ value: Int) { self.value = value }
    }

    @Test func aFailedSyncWritesTheRecordsAnew() throws {
        let failing = Box(0)
        let descriptors = Box(0)
        var options = SpoolOptions()
        options.synchronize = { descriptor in
            if failing.value == 1 {
                descriptors.value += 1
                failing.value = 0
                return EIO
            }
            return 0
        }
        let rig = try SpoolRig(options)
        rig.append(10)
        #expect(rig.spool.synchronize() == 0)
        rig.append(5)
        let batch = try #require(rig.reader.next(maxEvents: 12, maxBytes: 1 << 20))
        failing.value = 1
        #expect(rig.spool.synchronize() == EIO)
        #expect(rig.segmentNames == ["00000000000000000001.seg", "00000000000000000011.seg"])
        var settlement = BulkSettlement()
        settlement.delivered = 12
        rig.reader.settle(batch, settlement)
        rig.append(5)
        // Nothing synced yet in this one: it is replaced.
        failing.value = 1
        #expect(rig.spool.synchronize() == EIO)
        #expect(rig.segmentNames == ["00000000000000000001.seg", "00000000000000000011.seg"])
        #expect(rig.spool.synchronize() == 0)
        #expect(rig.drain() == Array(13...20))
        #expect(descriptors.value == 2)
        try rig.reopen()
        #expect(rig.tally.counts.recovered == 0)
        #expect(rig.spool.corruptCount == 0)
    }

    @Test func anAuditSpoolForgetsWhatIsNotDurable() throws {
        let failing = Box(0)
        var options = SpoolOptions()
        options.isAudit = true
        options.synchronize = { _ in failing.value == 1 ? EIO : 0 }
        let rig = try SpoolRig(options)
        rig.append(2)
        #expect(rig.reader.next(maxEvents: 10, maxBytes: 1000) == nil)
        #expect(rig.spool.synchronize() == 0)
        failing.value = 1
        rig.append(2)
        #expect(rig.spool.synchronize() == EIO)
        failing.value = 0
        rig.append(text: SpoolRig.line(9) + "\n")
        #expect(rig.spool.synchronize() == 0)
        #expect(rig.drain() == [1, 2, 9])
        #expect(rig.spool.lastSequence == 3)
        // The newest stays, read or not.
        try rig.reopen()
        #expect(rig.segmentNames.count == 1)
        #expect(rig.drain() == [])
        #expect(rig.spool.lastSequence == 3)
    }
}
