import Foundation
import Telemetry
import TestKit
import Testing

/// What is left in a ring's file when its process is gone.
@Suite(.timeLimit(.minutes(15))) struct OldRingTests {
    private static let header = 4_096

    private static func ring(_ path: String, bytes: Int = 0) throws -> RecordRing {
        try RecordRing(file: path, bytes: bytes, stream: 0, shard: 3, bootID: 77, layout: 99)
    }

    /// A record that can be told from every other: its number and a seeded filling.
    private static func record(_ number: Int, _ length: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: UInt64(number))
        return withUnsafeBytes(of: UInt64(number)) { Array($0) }
            + (8..<max(length, 8)).map { _ in
                UInt8(truncatingIfNeeded: generator.next())
            }
    }

    @discardableResult
    private static func write(_ ring: RecordRing, _ bytes: [UInt8]) -> Bool {
        ring.write(bytes.count) { target in
            bytes.withUnsafeBytes { target.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
        }
    }

    private static func read(_ ring: OldRing, trusts: Bool = true) -> [[UInt8]] {
        var records: [[UInt8]] = []
        ring.read(atMost: .max, isPlausible: { _ in trusts }, { records.append(Array($0)) })
        return records
    }

    @Test func whatWasNotReleasedIsThere() throws {
        let file = TemporaryPath()
        let records = (1...50).map { Self.record($0, 10 * $0) }
        do {
            let ring = try Self.ring(file.path)
            for record in records { Self.write(ring, record) }
            #expect(ring.read(atMost: 20) { _ in } == 20)
            let position = ring.readPosition
            #expect(ring.read(atMost: 10) { _ in } == 10)
            ring.release(to: position)
        }
        let old = try OldRing(file.path)
        #expect(old.header == RingHeader(stream: 0, shard: 3, bootID: 77, capacity: 65_536, layout: 99))
        #expect(old.offeredCount == 50 && old.droppedCount == 0)
        #expect(Self.read(old) == Array(records[20...]))
        #expect(old.isRead && old.damageCount == 0)
        // Those that were read are vouched for by their reader, the others by nobody.
        old.rewind()
        #expect(Self.read(old, trusts: false) == Array(records[20..<30]))
        #expect(old.damageCount == 1)
        // What is safe is not found again.
        #expect(old.release(to: old.position))
        #expect(try OldRing(file.path).wasEmpty)
    }

    @Test func theFileIsOfTheOwnerAlone() throws {
        let file = TemporaryPath()
        let ring = try Self.ring(file.path, bytes: 100_000)
        var status = stat()
        #expect(stat(file.path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(Int(status.st_size) == Self.header + ring.capacity)
        #expect(Int(status.st_blocks) * 512 >= Self.header + ring.capacity, "every block is there")
        #expect(throws: RingFileError(code: .notOpened, path: file.path, errorNumber: EEXIST)) {
            try Self.ring(file.path)
        }
    }

    @Test(arguments: [0, 100, 4_095, 4_096, 69_631]) func aShortFileIsNoRing(_ count: Int) throws {
        let file = TemporaryPath()
        _ = try Self.ring(file.path)
        #expect(truncate(file.path, off_t(count)) == 0)
        #expect(throws: RingFileError(code: .notARing, path: file.path)) { try OldRing(file.path) }
    }

    @Test func moreThanTheLimitIsNotCopied() throws {
        let file = TemporaryPath()
        let ring = try Self.ring(file.path)
        for number in 0..<10 { Self.write(ring, Self.record(number, 1_016)) }
        #expect(try OldRing(file.path, byteLimit: 10_240).usedBytes == 10_240)
        #expect(throws: RingFileError(code: .noRoom, path: file.path)) {
            try OldRing(file.path, byteLimit: 10_239)
        }
    }

    /// Every word says that a long, sealed record begins there.
    @Test func garbageThatLooksLikeRecordsIsGivenUpSoon() throws {
        let file = TemporaryPath()
        let ring = try Self.ring(file.path)
        var number = 0
        while Self.write(ring, Self.record(number, 1_016)) { number += 1 }
        let descriptor = open(file.path, O_WRONLY)
        defer { close(descriptor) }
        let length = UInt64(ring.capacity / 4 - 64)
        let words = [UInt64](repeating: 1 << 32 | length, count: ring.capacity / 8)
        let written = words.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(Self.header)) }
        #expect(written == ring.capacity)
        let old = try OldRing(file.path)
        #expect(Self.read(old).isEmpty)
        #expect(old.isRead && old.damageCount == 1 && old.damagedBytes == old.usedBytes)
        let limit = OldRing.vainLaps * ring.capacity
        #expect(old.vainBytes > limit && old.vainBytes <= limit + Int(length))
    }

    @Test(arguments: [0, 1, UInt64.random(in: 0 ... .max)]) func randomContentsComeBack(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let file = TemporaryPath()
            var kept: [[UInt8]] = []
            do {
                let ring = try Self.ring(file.path)
                kept = Self.use(ring, &generator)
            }
            let old = try OldRing(file.path)
            #expect(Self.read(old) == kept, "seed \(seed)")
            #expect(old.damageCount == 0, "seed \(seed)")
        }
    }

    /// Writes, reads and releases for some laps.
    /// - Returns: What was not released.
    private static func use(_ ring: RecordRing, _ generator: inout SeededGenerator) -> [[UInt8]] {
        var (queue, held): ([[UInt8]], [(Int, Int)]) = ([], [])
        var read = 0
        for number in 0..<Int(generator.next() % 1_500) {
            switch generator.next() % 10 {
            case 0..<6:
                let record = Self.record(number, 8 + Int(generator.next() % 700))
                if Self.write(ring, record) { queue.append(record) }
            case 6..<9:
                read += ring.read(atMost: Int(generator.next() % 4)) { _ in }
                held.append((ring.readPosition, read))
            default:
                guard let (position, count) = held.randomElement(using: &generator) else { continue }
                ring.release(to: position)
                // From now on counted from the new head.
                held = held.filter { $0.1 > count }.map { ($0.0, $0.1 - count) }
                queue.removeFirst(count)
                read -= count
            }
        }
        return queue
    }

    /// Any byte of the file may be anything: nothing crashes, and no record is made up or changed.
    @Test(arguments: [0, 1, UInt64.random(in: 0 ... .max)]) func randomDamageMakesNoRecord(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var (delivered, damaged) = (0, 0)
        for _ in 0..<150 {
            let file = TemporaryPath()
            var kept: Set<[UInt8]> = []
            do {
                let ring = try Self.ring(file.path)
                kept = Set(Self.use(ring, &generator))
                _ = ring.read(atMost: .max) { _ in }
            }
            try Self.damage(file.path, &generator)
            do throws(RingFileError) {
                let old = try OldRing(file.path)
                let records = Self.read(old, trusts: false)
                delivered += records.count
                damaged += old.damageCount
                let made = records.filter { !kept.contains($0) }
                // A head that points back finds records that were released: whole ones, that were delivered before.
                #expect(made.allSatisfy { $0 == Self.record(Self.number($0), $0.count) }, "seed \(seed)")
                #expect(Set(records).count == records.count, "seed \(seed)")
            } catch {
                #expect(error.code == .notARing, "seed \(seed)")
                damaged += 1
            }
        }
        #expect(delivered > 100 && damaged > 20)
    }

    private static func number(_ record: [UInt8]) -> Int {
        record.count < 8 ? -1 : record.withUnsafeBytes { Int(truncatingIfNeeded: $0.load(as: UInt64.self)) }
    }

    /// Changes single bits, whole words and stretches, in the header as often as behind it.
    private static func damage(_ path: String, _ generator: inout SeededGenerator) throws {
        let handle = try FileHandle(forUpdating: URL(filePath: path))
        let size = Int(try handle.seekToEnd())
        for _ in 0..<(1 + generator.next() % 6) {
            let isHeader = generator.next() % 3 == 0
            let offset = Int(generator.next() % UInt64(isHeader ? 800 : size - 4_096)) + (isHeader ? 0 : 4_096)
            let count = min([1, 4, 8, 100, 4_096][Int(generator.next() % 5)], size - offset)
            try handle.seek(toOffset: UInt64(offset))
            var bytes = Array(try handle.read(upToCount: count) ?? Data())
            for index in bytes.indices {
                let value = UInt8(truncatingIfNeeded: generator.next())
                bytes[index] = count == 1 ? bytes[index] ^ 1 << (value % 8) : value
            }
            try handle.seek(toOffset: UInt64(offset))
            try handle.write(contentsOf: bytes)
        }
        try handle.close()
    }
}
