import Synchronization
import Telemetry
import TestKit
import Testing

@Suite(.timeLimit(.minutes(15))) struct RecordRingTests {
    private static func write(_ ring: RecordRing, _ bytes: [UInt8]) -> Bool {
        ring.write(bytes.count) { target in
            bytes.withUnsafeBytes { source in
                if let start = source.baseAddress { target.copyMemory(from: start, byteCount: source.count) }
            }
        }
    }

    private static func drained(_ ring: RecordRing, atMost limit: Int = .max) -> [[UInt8]] {
        var records: [[UInt8]] = []
        let count = ring.drain(atMost: limit) { records.append(Array($0)) }
        #expect(count == records.count)
        return records
    }

    @Test(arguments: [(0, 65_536), (65_536, 65_536), (65_537, 131_072), (4 << 20, 4 << 20)])
    func theCapacityIsAPowerOfTwo(_ bytes: Int, _ capacity: Int) {
        #expect(RecordRing(bytes: bytes).capacity == capacity)
    }

    @Test func recordsComeInOrderAndWhole() {
        let ring = RecordRing(bytes: 0)
        let records = (0..<20).map { length in (0..<length).map { UInt8($0 + length) } }
        for record in records { #expect(Self.write(ring, record)) }
        #expect(Self.drained(ring) == records)
        #expect(Self.drained(ring).isEmpty)
        #expect(ring.offeredCount == 20 && ring.droppedCount == 0 && ring.usedRatio == 0)
    }

    @Test func aDrainStopsAtItsLimit() {
        let ring = RecordRing(bytes: 0)
        for byte in 0..<5 { #expect(Self.write(ring, [UInt8(byte)])) }
        #expect(Self.drained(ring, atMost: 2) == [[0], [1]])
        #expect(Self.drained(ring, atMost: 0).isEmpty)
        #expect(Self.drained(ring) == [[2], [3], [4]])
    }

    @Test func aFullRingDropsTheNewRecordAndKeepsTheOld() {
        let ring = RecordRing(bytes: 0)
        let record = [UInt8](repeating: 7, count: 1_016)  // 1024 with its length: 64 fill the ring to the last byte
        for _ in 0..<64 { #expect(Self.write(ring, record)) }
        #expect(ring.usedRatio == 1)
        var wasCalled = false
        let isWritten = ring.write(1) { _ in wasCalled = true }
        #expect(!isWritten && !wasCalled)
        #expect(ring.offeredCount == 65 && ring.droppedCount == 1)
        #expect(Self.drained(ring, atMost: 1) == [record])
        #expect(Self.write(ring, record))
        #expect(Self.drained(ring).count == 64)
    }

    @Test func aRecordOverAQuarterOfTheRingIsDropped() {
        let ring = RecordRing(bytes: 0)
        #expect(Self.write(ring, [UInt8](repeating: 1, count: 16_384 - 8)))
        #expect(!Self.write(ring, [UInt8](repeating: 1, count: 16_384 - 7)))
        #expect(ring.droppedCount == 1 && Self.drained(ring).count == 1)
    }

    /// Lengths that do not divide the ring: each turn leaves another rest at the end.
    @Test(arguments: [1, 7, 8, 9, 1_000, 5_000, 16_000, 16_376])
    func recordsSurviveTheEndOfTheRing(_ length: Int) {
        let ring = RecordRing(bytes: 0)
        for turn in 0..<400 {
            let records = (0..<2).map { [UInt8](repeating: UInt8(truncatingIfNeeded: turn + $0), count: length) }
            for record in records { #expect(Self.write(ring, record)) }
            #expect(Self.drained(ring) == records)
        }
        #expect(ring.droppedCount == 0)
    }

    @Test(arguments: [0, 1, UInt64.random(in: 0 ... .max)]) func randomUseAgreesWithAQueue(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let ring = RecordRing(bytes: 0)
        var queue: [[UInt8]] = []
        var (offered, dropped): (UInt64, UInt64) = (0, 0)
        for _ in 0..<5_000 {
            if generator.next() % 100 < 60 {
                let length = Int(generator.next() % 3_000)
                let record = [UInt8](repeating: UInt8(truncatingIfNeeded: generator.next()), count: length)
                offered += 1
                if Self.write(ring, record) { queue.append(record) } else { dropped += 1 }
            } else {
                let records = Self.drained(ring, atMost: Int(generator.next() % 4))
                #expect(records.elementsEqual(queue.prefix(records.count)), "seed \(seed)")
                queue.removeFirst(records.count)
            }
        }
        #expect(Self.drained(ring) == queue, "seed \(seed)")
        #expect(ring.offeredCount == offered && ring.droppedCount == dropped && dropped > 0, "seed \(seed)")
    }

    /// A writer and a reader at full speed: every record arrives whole, in order, or is counted as dropped.
    @Test(arguments: [0, UInt64.random(in: 0 ... .max)]) func twoThreads(_ seed: UInt64) {
        let ring = RecordRing(bytes: 0)
        let isDone = Atomic(false)
        let count: UInt64 = 300_000
        let writer = TestThread {
            var generator = SeededGenerator(seed: seed)
            for number in 0..<count {
                let length = 8 + Int(generator.next() % 600)
                ring.write(length) { target in
                    target.initializeMemory(as: UInt8.self, repeating: UInt8(truncatingIfNeeded: number), count: length)
                    target.storeBytes(of: number, as: UInt64.self)
                }
            }
            isDone.store(true, ordering: .releasing)
        }
        var last: Int64 = -1
        var (received, wrong): (UInt64, Int) = (0, 0)
        while true {
            let wasDone = isDone.load(ordering: .acquiring)
            let drained = ring.drain(atMost: 256) { record in
                let number = record.loadUnaligned(as: UInt64.self)
                let isWhole = record.dropFirst(8).allSatisfy { $0 == UInt8(truncatingIfNeeded: number) }
                if !isWhole || Int64(number) <= last { wrong += 1 }
                last = Int64(number)
                received += 1
            }
            let ratio = ring.usedRatio
            if ratio < 0 || ratio > 1 { wrong += 1 }
            if wasDone, drained == 0 { break }
        }
        writer.join()
        #expect(wrong == 0, "seed \(seed)")
        #expect(received + ring.droppedCount == count && ring.offeredCount == count, "seed \(seed)")
        #expect(received > 0)
    }
}
