import Foundation
import LogPipeline
import Telemetry
import TestKit
import Testing

/// What an earlier run left is read; what is damaged is counted, once and exactly; nothing stops a start.
@Suite(.timeLimit(.minutes(15))) struct SpoolRecoveryTests {
    private static var small: SpoolOptions {
        var options = SpoolOptions()
        options.segmentBytes = 2048
        return options
    }

    @Test(arguments: [false, true])
    func theRestIsThereAfterTheEndOrAKill(isKilled: Bool) throws {
        let rig = try SpoolRig(Self.small)
        rig.append(100)
        let batch = try #require(rig.reader.next(maxEvents: 7, maxBytes: 1 << 20))
        var settlement = BulkSettlement()
        settlement.duplicates = 7
        rig.reader.settle(batch, settlement)
        _ = rig.reader.next(maxEvents: 7, maxBytes: 1 << 20)
        try rig.reopen(isKilled: isKilled)
        #expect(rig.tally.counts.recovered == 93)
        #expect(rig.tally.counts.lost == 0)
        #expect(rig.reader.pendingCount == 93)
        let oldest = try #require(rig.reader.oldestPending)
        #expect(oldest > 0)
        rig.append(7)
        #expect(rig.drain() == Array(8...107))
        #expect(rig.badNames.isEmpty && rig.spool.corruptCount == 0)
    }

    @Test func everyReaderHasItsOwnPlace() throws {
        let folder = try TemporaryFolder()
        func open(_ tallies: [SpoolTally]) throws -> SpoolStream {
            let readers = [("file", tallies[0]), ("elasticsearch", tallies[1])]
            return try SpoolStream(.audit, at: folder.path, readers: readers, quota: nil, options: Self.small)
        }
        let spool = try open([SpoolTally(), SpoolTally()])
        let text = (1...100).map { SpoolRig.line($0) + "\n" }.joined()
        _ = Array(text.utf8).withUnsafeBytes { spool.append($0) }
        for (index, count) in [90, 30].enumerated() {
            let reader = spool.readers[index]
            var left = count
            while left > 0, let batch = reader.next(maxEvents: left, maxBytes: 1 << 20) {
                var settlement = BulkSettlement()
                settlement.delivered = batch.events.count
                reader.settle(batch, settlement)
                left -= batch.events.count
            }
        }
        #expect(spool.close() == 0)
        let tallies = [SpoolTally(), SpoolTally()]
        let again = try open(tallies)
        #expect(tallies.map(\.counts.recovered) == [10, 70])
        #expect(again.readers.map(\.pendingCount) == [10, 70])
    }

    @Test func aTornTailIsCutOffAtEveryByte() throws {
        let rig = try SpoolRig()
        rig.append(3)
        let name = rig.segmentNames[0]
        let bytes = try rig.bytes(name)
        for cut in 0..<bytes.count {
            // As a kill leaves it: nothing of this was ever made durable.
            unlink(rig.path("written"))
            for bad in rig.badNames { unlink(rig.path(bad)) }
            try rig.reopen(isKilled: true) { try rig.write(Array(bytes[..<cut]), name) }
            let whole = (bytes.count - 32) / 3
            let count = cut < 32 ? 0 : (cut - 32) / whole
            #expect(rig.reader.pendingCount == UInt64(count), "cut at \(cut)")
            #expect(rig.tally.counts.lost == 0)
            #expect(rig.spool.corruptCount == 0, "cut at \(cut)")
        }
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func damageAnywhereIsCountedOnceAndExactly(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let rig = try SpoolRig(Self.small)
        for _ in 0..<20 {
            rig.append(Int.random(in: 1...12, using: &generator), padding: Int.random(in: 0...300, using: &generator))
        }
        let settled = rig.drain(of: Int.random(in: 0...40, using: &generator))
        let total = rig.count
        var damaged = ""
        try rig.reopen {
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                let name = rig.segmentNames.randomElement(using: &generator)!  // there are some
                var bytes = try rig.bytes(name)
                switch Int.random(in: 0...9, using: &generator) {
                case 0:
                    damaged += "delete \(name) "
                    unlink(rig.path(name))
                    continue
                case 1, 2:
                    let cut = Int.random(in: 0...bytes.count, using: &generator)
                    damaged += "cut \(name) at \(cut) "
                    bytes = Array(bytes[..<cut])
                default:
                    if bytes.isEmpty { continue }
                    let place = bytes.indices.randomElement(using: &generator)!  // there are some
                    damaged += "flip \(name) at \(place) "
                    bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
                }
                try rig.write(bytes, name)
            }
        }
        let counts = rig.tally.counts
        #expect(counts.recovered == UInt64(total - settled), "\(damaged)")
        #expect(rig.reader.pendingCount == counts.recovered - counts.lost, "\(damaged)")
        let first = rig.reader.pendingCount
        // Known by now: the next start loses nothing more.
        try rig.reopen()
        #expect(rig.tally.counts.lost == 0, "\(damaged)")
        #expect(rig.tally.counts.recovered == first, "\(damaged)")
        rig.append(3)
        let read = rig.drain()
        #expect(read == read.sorted() && Set(read).count == read.count)
        #expect(read.allSatisfy { $0 > settled })
        #expect(read.count == Int(first) + 3, "\(damaged)")
        #expect(read.suffix(3) == [total + 1, total + 2, total + 3])
        #expect(rig.tally.counts.dropped.isEmpty)
    }

    /// Every record that was not touched is read: one bit in one record.
    @Test func oneFlippedBitCostsOneRecord() throws {
        let rig = try SpoolRig(Self.small)
        rig.append(60)
        let names = rig.segmentNames
        let name = names[1]
        let bytes = try rig.bytes(name)
        for place in stride(from: 32, to: bytes.count, by: 37) {
            try rig.reopen {
                unlink(rig.path("cursor"))
                for bad in rig.badNames { unlink(rig.path(bad)) }
                var changed = bytes
                changed[place] ^= 4
                try rig.write(changed, name)
            }
            #expect(rig.tally.counts.recovered == 60)
            #expect(rig.tally.counts.lost == 1)
            #expect(rig.spool.corruptCount == 1)
            #expect(rig.badNames == [name + ".bad"])
            // The damaged one's notes go, the whole file comes back.
            try rig.reopen {
                for note in rig.segmentNames where !names.contains(note) { unlink(rig.path(note)) }
                try rig.write(bytes, name)
            }
            #expect(rig.tally.counts.recovered == 60)
        }
    }

    @Test func aDamagedHeaderCostsNothing() throws {
        let rig = try SpoolRig(Self.small)
        rig.append(60)
        let name = rig.segmentNames[1]
        try rig.reopen {
            var bytes = try rig.bytes(name)
            bytes[9] ^= 1
            try rig.write(bytes, name)
        }
        #expect(rig.tally.counts.recovered == 60 && rig.tally.counts.lost == 0)
        #expect(rig.badNames == [name + ".bad"])
        #expect(rig.drain() == Array(1...60))
    }

    @Test func anotherVersionIsSetAside() throws {
        let rig = try SpoolRig(Self.small)
        rig.append(60)
        let names = rig.segmentNames
        try rig.reopen {
            var bytes = try rig.bytes(names[1])
            bytes[6] = 2
            let sum = bytes[..<28].withUnsafeBytes { CRC32C.checksum($0) }
            withUnsafeBytes(of: sum.littleEndian) { bytes.replaceSubrange(28..<32, with: $0) }
            try rig.write(bytes, names[1])
        }
        let lost = rig.tally.counts.lost
        #expect(lost > 0 && rig.tally.counts.recovered == 60)
        #expect(rig.badNames == [names[1] + ".bad"])
        #expect(rig.drain().count == 60 - Int(lost))
    }

    @Test func damageFoundWhileReadingIsCountedToo() throws {
        let rig = try SpoolRig(Self.small)
        rig.append(60)
        let name = rig.segmentNames[1]
        var bytes = try rig.bytes(name)
        let first = try #require(UInt64(name.prefix(20)))
        let second = bytes.withUnsafeBytes { SpoolRecord($0, at: 32)!.bytes.upperBound }  // written just now
        bytes[second + 50] ^= 1
        try rig.write(bytes, name)
        let read = rig.drain()
        #expect(read == Array(1...60).filter { $0 != Int(first) + 1 })
        #expect(rig.tally.counts.dropped == [.spoolCorrupt: 1])
        #expect(rig.spool.corruptCount == 1)
        rig.spool.tick(now: .max)
        #expect(rig.badNames == [name + ".bad"])
    }

    @Test func whatWasDurableAndIsGoneIsCounted() throws {
        let rig = try SpoolRig()
        rig.append(20)
        let name = rig.segmentNames[0]
        try rig.reopen {
            let bytes = try rig.bytes(name)
            try rig.write(Array(bytes.dropLast(10)), name)
        }
        #expect(rig.tally.counts.recovered == 20 && rig.tally.counts.lost == 1)
        try rig.reopen { unlink(rig.path(rig.segmentNames[0])) }
        #expect(rig.tally.counts.lost == 19)
        rig.append(1)
        #expect(rig.drain() == [21])
    }

    @Test func filesOfOthersDoNoHarm() throws {
        let rig = try SpoolRig()
        rig.append(2)
        try rig.reopen {
            for name in ["notes.txt", "99999999999999999999.seg", "00000000000000000000.seg", "1.seg", "x.seg.new"] {
                try rig.write(Array("hello".utf8), name)
            }
            mkdir(rig.path("00000000000000000009.seg"), 0o755)
            try rig.write([1, 2, 3], "cursor")
            try rig.write([1, 2, 3], "written")
        }
        #expect(rig.tally.counts.recovered == 2)
        #expect(rig.drain() == [1, 2])
        rig.append(1)
        #expect(rig.drain() == [3])
    }

    @Test func noMoreBadFilesAreKeptThanTheLimit() throws {
        var options = Self.small
        options.badFileLimit = 3
        let rig = try SpoolRig(options)
        for count in 1...5 {
            rig.append(30)
            try rig.reopen {
                let name = rig.segmentNames.dropLast().last!  // 30 are more than one segment
                var bytes = try rig.bytes(name)
                bytes[60] ^= 1
                try rig.write(bytes, name)
            }
            #expect(rig.badNames.count == min(count, 3))
        }
    }

    @Test func oneProcessHasASpool() throws {
        let folder = try TemporaryFolder()
        var lock: SpoolLock? = try SpoolLock(folder.file("spool"))
        let error = #expect(throws: LogPipelineError.self) { try SpoolLock(folder.file("spool")) }
        #expect(error?.description.contains("in use by another process; give each gateway its own") == true)
        #expect(lock != nil)
        lock = nil
        #expect(throws: Never.self) { try SpoolLock(folder.file("spool")) }
    }
}
