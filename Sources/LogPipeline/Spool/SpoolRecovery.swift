import Glibc

/// Makes a folder that an earlier run left ready to be read and written.
///
/// A torn tail is cut off. A file with damage inside is kept aside as `.bad`, its undamaged records are written anew,
/// and a note takes the place of the others, so that a later start does not count them again. What cannot be done for
/// want of room, or because the disk fails, is left as it is and read around: nothing here stops a start.
struct SpoolRecovery {
    /// What can be read, ascending.
    private(set) var segments: [SpoolSegment] = []
    /// Sequences found lost by this start, ascending.
    private(set) var losses: [ClosedRange<UInt64>] = []
    private(set) var corruptCount: UInt64 = 0
    private(set) var tornBytes = 0
    /// Files of a version that this one cannot read.
    private(set) var unknownVersions: [UInt8] = []

    private let folder: SpoolFolder
    private let stream: RecordStream
    private let written: UInt64

    /// - Parameters:
    ///   - folder: The stream's.
    ///   - stream: What its records are.
    ///   - settled: Every reader is done with the sequences up to this.
    ///   - written: Sequences up to this were durable once.
    ///   - badFileLimit: The most files kept aside.
    init(_ folder: SpoolFolder, _ stream: RecordStream, settled: UInt64, written: UInt64, badFileLimit: Int) {
        self.folder = folder
        self.stream = stream
        self.written = written
        let names = folder.names
        for name in names where name.hasSuffix(SpoolFolder.newSuffix) { unlink(folder.file(name)) }
        let firsts = names.compactMap { SpoolSegment.first(in: $0) }
        for (index, first) in firsts.enumerated() {
            let next = index + 1 < firsts.count ? firsts[index + 1] : nil
            if let next, next <= settled + 1 {
                self.addUnread(first, before: next)
            } else {
                self.add(first, before: next)
            }
        }
        self.closeGaps(through: written, settled: settled)
        self.deleteBadFiles(beyond: badFileLimit)
        folder.synchronize()
    }

    /// Nobody wants it any more: it goes with the next tidying.
    private mutating func addUnread(_ first: UInt64, before next: UInt64) {
        var status = stat()
        guard stat(self.folder.file(SpoolSegment.name(first)), &status) == 0 else { return }
        var segment = SpoolSegment(first: first, end: Int(status.st_size), serial: -Int(first))
        segment.last = next - 1
        self.segments.append(segment)
    }

    private mutating func add(_ first: UInt64, before next: UInt64?) {
        let name = SpoolSegment.name(first)
        guard let bytes = self.folder.read(name) else { return self.giveUp(name) }
        bytes.withUnsafeBytes { bytes in
            var isHeaderDamaged = false
            switch SegmentHeader.read(bytes) {
            case .unknownVersion(let version):
                self.unknownVersions.append(version)
                return self.giveUp(name)
            case .damaged: isHeaderDamaged = true
            case .header(let header):
                isHeaderDamaged = header.firstSequence != first || header.stream != self.stream.rawValue
            }
            let scan = SegmentScan(bytes, from: SegmentHeader.byteCount, before: next ?? .max)
            if scan.records.isEmpty, next == nil {
                // Made and never written to, or its first record was torn; unless there was more once.
                if self.written >= first { return self.giveUp(name) }
                self.tornBytes += max(0, bytes.count - SegmentHeader.byteCount)
                unlink(self.folder.file(name))
            } else if isHeaderDamaged || self.hasGap(scan, from: first) || self.lacksEnd(scan, before: next) {
                self.salvage(scan, bytes, first)
            } else {
                self.keep(scan, bytes, first, isLast: next == nil)
            }
        }
    }

    private mutating func giveUp(_ name: String) {
        self.corruptCount += 1
        self.folder.setAside(name)
    }

    private func hasGap(_ scan: SegmentScan, from first: UInt64) -> Bool {
        var expected = first
        for record in scan.records {
            if record.sequence != expected { return true }
            expected = record.lastSequence + 1
        }
        return !scan.damage.isEmpty
    }

    /// Whether the tail was whole once.
    private func lacksEnd(_ scan: SegmentScan, before next: UInt64?) -> Bool {
        guard let last = scan.records.last?.lastSequence else { return true }
        return scan.tornBytes > 0 && last < (next.map { $0 - 1 } ?? self.written)
    }

    /// An undamaged segment.
    private mutating func keep(_ scan: SegmentScan, _ bytes: UnsafeRawBufferPointer, _ first: UInt64, isLast: Bool) {
        if isLast, scan.tornBytes > 0 {
            self.tornBytes += scan.tornBytes
            _ = truncate(self.folder.file(SpoolSegment.name(first)), off_t(scan.end))
        }
        self.segments.append(self.segment(scan.records, bytes, first, end: scan.end))
    }

    private func segment(
        _ records: [SpoolRecord],
        _ bytes: UnsafeRawBufferPointer,
        _ first: UInt64,
        end: Int
    ) -> SpoolSegment {
        var segment = SpoolSegment(first: first, end: end, serial: -Int(first))
        for record in records {
            segment.last = record.lastSequence
            if record.isNote {
                segment.notes.append(record.sequence...record.lastSequence)
            } else if let time = EventIDScan.milliseconds(UnsafeRawBufferPointer(rebasing: bytes[record.id])) {
                segment.noteTime(record.sequence, time)
            }
        }
        return segment
    }

    /// Writes the undamaged records anew, notes between them.
    private mutating func salvage(_ scan: SegmentScan, _ bytes: UnsafeRawBufferPointer, _ first: UInt64) {
        self.corruptCount += 1
        let name = SpoolSegment.name(first)
        var segment = self.segment(scan.records, bytes, first, end: scan.end)
        var image = self.header(first)
        var expected = first
        for record in scan.records {
            if record.sequence > expected {
                let lost = expected...(record.sequence - 1)
                self.losses.append(lost)
                segment.notes.append(lost)
                SpoolRecord.appendNote(lost, to: &image)
            }
            image.append(contentsOf: bytes[record.bytes])
            expected = record.lastSequence + 1
        }
        segment.notes.sort { $0.lowerBound < $1.lowerBound }
        if scan.records.isEmpty { return self.folder.setAside(name) }
        if self.write(image, name + SpoolFolder.newSuffix) {
            self.folder.setAside(name)
            _ = rename(self.folder.file(name + SpoolFolder.newSuffix), self.folder.file(name))
            segment.end = image.count
        } else {
            segment.isCorrupt = true
        }
        self.segments.append(segment)
    }

    private func header(_ first: UInt64) -> [UInt8] {
        let milliseconds = UInt64(max(0, SystemClock.wall)) / 1_000_000
        let stream = self.stream.rawValue
        return SegmentHeader(stream: stream, firstSequence: first, madeMilliseconds: milliseconds).bytes
    }

    /// - Returns: Whether it is there and durable.
    private func write(_ image: [UInt8], _ name: String) -> Bool {
        let path = self.folder.file(name)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var written = 0
        while written < image.count {
            let count = image.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
            if count <= 0 { break }  // image is not empty, so it has an address
            written += count
        }
        let isWritten = written == image.count && fdatasync(descriptor) == 0
        if !isWritten { unlink(path) }
        return isWritten
    }

    /// Notes what is missing between the segments and behind the last one.
    private mutating func closeGaps(through written: UInt64, settled: UInt64) {
        var closed: [SpoolSegment] = []
        for segment in self.segments {
            if let before = closed.last, segment.first > before.last + 1 {
                self.addNote(before.last + 1...segment.first - 1, to: &closed)
            }
            closed.append(segment)
        }
        let last = closed.last?.last ?? settled
        if last < written { self.addNote(last + 1...written, to: &closed) }
        self.segments = closed
    }

    private mutating func addNote(_ lost: ClosedRange<UInt64>, to segments: inout [SpoolSegment]) {
        self.losses.append(lost)
        var image = self.header(lost.lowerBound)
        SpoolRecord.appendNote(lost, to: &image)
        var segment = SpoolSegment(first: lost.lowerBound, end: image.count, serial: -Int(lost.lowerBound))
        segment.last = lost.upperBound
        segment.notes = [lost]
        // Unwritten, the gap is found again by the next start; this run knows it anyway.
        if !self.write(image, segment.name) { segment.isCorrupt = true }
        segments.append(segment)
    }

    private func deleteBadFiles(beyond limit: Int) {
        let names = self.folder.names.filter { $0.hasSuffix(SpoolFolder.badSuffix) }
        for name in names.dropLast(limit) { unlink(self.folder.file(name)) }
    }
}
