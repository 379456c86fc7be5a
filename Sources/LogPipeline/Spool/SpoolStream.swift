import Glibc
import Synchronization
import Telemetry

/// The records of one stream on disk, in segments, until every reader is done with them (telemetry.md section 6).
///
/// One thread writes: all functions but ``byteCount``, ``corruptCount`` and the readers' belong to it.
package final class SpoolStream: @unchecked Sendable {  // `state` and the atomics are shared, the rest is the writer's
    /// No more is written at once.
    private static let chunkBytes = 1_048_576

    package let stream: RecordStream
    package let readers: [SpoolReader]
    let folder: SpoolFolder
    let options: SpoolOptions
    let state: Mutex<SpoolState>
    private let quota: SpoolQuota?
    /// So that a full quota always has one that may go.
    private let segmentBytes: Int
    private let written: SpoolCursor
    private let bytes = Atomic<Int>(0)
    private let corrupt = Atomic<UInt64>(0)

    // The writer's.
    private var file: SegmentFile?
    private var fileFirst: UInt64 = 0
    private var fileMadeAt: UInt64 = 0
    private var next: UInt64
    /// What was written since it was last durable, and the first sequence of it.
    private var unsynced: [UInt8] = []
    private var unsyncedFirst: UInt64
    /// Where in the open segment that begins.
    private var syncedEnd = 0
    /// `unsynced` is in no file: the last one could not be made durable, and there is no new one yet.
    private var isHomeless = false
    private var nextSync: UInt64 = 0
    private var serial = 0

    /// Opens a folder and recovers what an earlier run left; its readers are told what that is.
    ///
    /// - Parameters:
    ///   - stream: What the records are.
    ///   - path: The folder; it is made if it is not there.
    ///   - readers: Each one's name and account; a reader's name is that of its cursor file.
    ///   - quota: The room shared with others; nil: no limit here.
    ///   - options: The limits.
    /// - Throws: `spoolNotOpened`: the folder cannot be made or written to.
    package convenience init(
        _ stream: RecordStream,
        at path: String,
        readers: [(name: String, account: any SpoolAccount)],
        quota: SpoolQuota?,
        options: SpoolOptions = SpoolOptions()
    ) throws(LogPipelineError) {
        try self.init(stream, at: path, readers: readers, quota: quota, options: options) { _, _, _ in }
    }

    init(
        _ stream: RecordStream,
        at path: String,
        readers: [(name: String, account: any SpoolAccount)],
        quota: SpoolQuota?,
        options: SpoolOptions,
        report: PipelineReport
    ) throws(LogPipelineError) {
        let folder = try SpoolFolder(making: path)
        let written = try SpoolCursor(folder.file("written"))
        var cursors: [SpoolCursor] = []
        for reader in readers { cursors.append(try SpoolCursor(folder.file(reader.name))) }
        let settled = cursors.map { $0.value ?? 0 }
        let recovery = SpoolRecovery(
            folder,
            stream,
            settled: settled.min() ?? 0,
            written: written.value ?? 0,
            badFileLimit: options.badFileLimit
        )
        var state = SpoolState()
        state.segments = recovery.segments
        for (index, reader) in readers.enumerated() {
            var position = SpoolState.Position(account: reader.account)
            // Damaged cursors begin with the oldest there is.
            let front = (recovery.segments.first?.first ?? 1) - 1
            position.settled = cursors[index].value ?? front
            state.positions.append(position)
        }
        let last = max(state.last, written.value ?? 0, settled.max() ?? 0)
        self.stream = stream
        self.folder = folder
        self.options = options
        self.segmentBytes = quota.map { min(options.segmentBytes, $0.maxBytes / 8) } ?? options.segmentBytes
        self.quota = quota
        self.written = written
        self.next = last + 1
        self.unsyncedFirst = last + 1
        self.readers = cursors.enumerated().map { SpoolReader(stream, $0.offset, $0.element, folder, options) }
        self.state = Mutex(state)
        self.corrupt.store(recovery.corruptCount, ordering: .relaxed)
        self.bytes.store(state.byteCount, ordering: .relaxed)
        for reader in self.readers { reader.spool = self }
        self.tellReaders(recovery)
        self.tidy()
        quota?.add(self)
        recovery.report(path, report)
    }

    /// Of all segments.
    package var byteCount: Int { self.bytes.load(ordering: .relaxed) }

    /// The most that it and those it shares its room with hold; nil: no limit.
    package var maxBytes: Int? { self.quota?.maxBytes }

    /// When the oldest record was made that some reader waits for, nanoseconds since 1970.
    package var oldestPending: Int64? { self.readers.compactMap(\.oldestPending).min() }

    /// Segments in which something could not be read, since the start.
    package var corruptCount: UInt64 { self.corrupt.load(ordering: .relaxed) }

    /// The sequence of the last record that counts.
    package var lastSequence: UInt64 { self.state.withLock { $0.last } }

    func noteCorrupt() { self.corrupt.add(1, ordering: .relaxed) }

    // MARK: Writing

    /// Appends lines, each as a record.
    ///
    /// - Parameter lines: Whole lines with their newlines.
    /// - Returns: How far it went, and what stopped it.
    package func append(_ lines: UnsafeRawBufferPointer) -> SpoolProgress {
        var progress = SpoolProgress()
        while progress.byteCount < lines.count {
            progress.errorNumber = self.makeReady()
            if progress.errorNumber == 0 { progress.errorNumber = self.appendChunk(lines, &progress) }
            if progress.errorNumber != 0 { break }
        }
        return progress
    }

    /// Ends a segment that is full or old, and opens the next.
    private func makeReady() -> Int32 {
        if self.isHomeless { return self.rehome() }
        if let file = self.file {
            let isFull = file.size >= self.segmentBytes || file.isBroken
            guard isFull || self.isOld(SystemClock.monotonic) else { return 0 }
            let number = self.closeFile()
            if number != 0 || self.isHomeless { return number }
        }
        return self.openFile(self.next)
    }

    private func isOld(_ now: UInt64) -> Bool {
        self.next > self.fileFirst && now >= self.fileMadeAt + self.options.segmentNanoseconds
    }

    private func openFile(_ first: UInt64) -> Int32 {
        let time = UInt64(max(0, SystemClock.wall)) / 1_000_000
        let header = SegmentHeader(stream: self.stream.rawValue, firstSequence: first, madeMilliseconds: time)
        self.serial += 1
        let segment = SpoolSegment(first: first, end: SegmentHeader.byteCount, serial: self.serial)
        guard let file = SegmentFile(self.folder, segment.name, header: header) else {
            let number = errno
            // What has this name holds nothing that counts.
            if number == EEXIST { self.folder.setAside(segment.name) }
            return number
        }
        self.file = file
        self.fileFirst = first
        self.fileMadeAt = SystemClock.monotonic
        self.syncedEnd = file.size
        self.change { $0.segments.append(segment) }
        return 0
    }

    private func change<R>(_ body: (inout SpoolState) -> R) -> R {
        self.state.withLock { state in
            defer { self.bytes.store(state.byteCount, ordering: .relaxed) }
            return body(&state)
        }
    }

    private func appendChunk(_ lines: UnsafeRawBufferPointer, _ progress: inout SpoolProgress) -> Int32 {
        guard let file = self.file else { return EIO }
        let before = (bytes: self.unsynced.count, next: self.next)
        var after = progress
        let room = min(Self.chunkBytes, max(1, self.segmentBytes - file.size))
        while after.byteCount < lines.count, self.unsynced.count - before.bytes < room {
            let rest = UnsafeRawBufferPointer(rebasing: lines[after.byteCount...])
            let end = LineScan.firstEnd(rest)
            after.byteCount += end
            let hasNewline = rest[end - 1] == 0x0A
            self.encode(UnsafeRawBufferPointer(rebasing: rest[..<(hasNewline ? end - 1 : end)]), &after)
        }
        let count = self.unsynced.count - before.bytes
        var number: Int32 = 0
        if count > 0, self.quota?.makeRoom(for: count) == false { number = ENOSPC }
        if count > 0, number == 0 {
            number = self.unsynced.withUnsafeBytes {
                file.append(UnsafeRawBufferPointer(rebasing: $0[before.bytes...]))
            }
        }
        if number != 0 {
            self.unsynced.removeSubrange(before.bytes...)
            self.next = before.next
            // Room for others' records may be taken by what nobody waits for.
            if number == ENOSPC { self.tidy() }
            return number
        }
        progress = after
        if !self.options.isAudit { self.publish() }
        return self.unsynced.count >= self.options.syncBytes && !self.options.isAudit ? self.synchronizeKeeping() : 0
    }

    private func encode(_ line: UnsafeRawBufferPointer, _ progress: inout SpoolProgress) {
        guard line.count <= SpoolRecord.lineLimit else { return progress.refusedOversize += 1 }
        guard let id = EventIDScan.find(line) else { return progress.refusedNoID += 1 }
        let idBytes = UnsafeRawBufferPointer(rebasing: line[id])
        SpoolRecord.append(self.next, id: idBytes, line: line, to: &self.unsynced)
        self.next += 1
    }

    /// Lets readers see what was written.
    private func publish() {
        guard let end = self.file?.size else { return }
        let last = self.next - 1
        let time = UInt64(max(0, SystemClock.wall)) / 1_000_000
        self.change { state in
            let index = state.segments.count - 1
            guard state.segments[index].last < last else { return }
            state.segments[index].noteTime(state.segments[index].last + 1, time)
            state.segments[index].last = last
            state.segments[index].end = end
        }
    }

    // MARK: Durability

    /// Makes durable what was written.
    ///
    /// - Returns: 0, or the error number. Then, in an audit spool, what was not durable was never there; in others it
    ///   is in a new segment, or waits in memory for one.
    package func synchronize() -> Int32 {
        guard let file = self.file, !self.unsynced.isEmpty, !self.isHomeless else { return 0 }
        let number = self.options.synchronize(file.descriptor)
        if number != 0 {
            self.abandonFile()
            return number
        }
        self.syncedEnd = file.size
        if self.options.isAudit { self.publish() }
        self.forgetUnsynced()
        self.written.advance(to: self.next - 1)
        return 0
    }

    private func forgetUnsynced() {
        self.unsynced.removeAll(keepingCapacity: self.unsynced.capacity <= 2 * self.options.syncBytes)
        self.unsyncedFirst = self.next
        self.nextSync = SystemClock.monotonic + self.options.syncNanoseconds
    }

    /// The records are safe in memory when it fails, so that is no failure of an append.
    private func synchronizeKeeping() -> Int32 {
        _ = self.synchronize()
        return 0
    }

    /// The system may have thrown away what it could not write (fsync(2)): the descriptor is not asked again, and what
    /// it was asked for is written somewhere else.
    private func abandonFile() {
        let (first, end, lastGood) = (self.fileFirst, self.syncedEnd, self.unsyncedFirst - 1)
        self.file = nil
        self.change { state in
            guard let index = state.segments.lastIndex(where: { $0.first == first }) else { return }
            if lastGood < first {
                state.segments.remove(at: index)
            } else {
                state.segments[index].last = lastGood
                state.segments[index].end = end
            }
        }
        let path = self.folder.file(SpoolSegment.name(first))
        if lastGood < first { unlink(path) } else { _ = truncate(path, off_t(end)) }
        if self.options.isAudit {
            self.next = self.unsyncedFirst
            return self.forgetUnsynced()
        }
        self.isHomeless = true
        _ = self.rehome()
    }

    private func rehome() -> Int32 {
        if self.file == nil {
            let number = self.openFile(self.unsyncedFirst)
            if number != 0 { return number }
        }
        guard let file = self.file else { return EIO }
        let number = self.unsynced.withUnsafeBytes { file.append($0) }
        if number == 0 {
            self.isHomeless = false
            self.publish()
        }
        return number
    }

    /// - Returns: 0, or the error number of making it durable.
    private func closeFile() -> Int32 {
        let number = self.synchronize()
        if number == 0 { self.file = nil }
        return number
    }

    /// Regular work: makes durable, ends old segments, deletes those that are done with.
    package func tick(now: UInt64) {
        if self.isHomeless { _ = self.rehome() }
        if now >= self.nextSync { _ = self.synchronize() }
        if self.file != nil, !self.isHomeless, self.isOld(now) { _ = self.closeFile() }
        self.tidy()
    }

    /// Makes durable what can be, and closes the files.
    ///
    /// - Returns: Records that are in no file: 0, but when the disk failed.
    package func close() -> UInt64 {
        if self.isHomeless { _ = self.rehome() }
        _ = self.synchronize()
        let lost = self.isHomeless ? self.next - self.unsyncedFirst : 0
        self.isHomeless = false
        self.unsynced.removeAll()
        self.file = nil
        self.tidy()
        return lost
    }

    // MARK: Deleting

    /// Deletes the segments that every reader is done with.
    private func tidy() {
        let openFirst = self.file == nil ? nil : self.fileFirst
        let settled = self.change { $0.takeSettled(keeping: openFirst, keepsNewest: self.options.isAudit) }
        self.delete(settled)
    }

    private func delete(_ segments: [SpoolSegment]) {
        if segments.isEmpty { return }
        // First the cursors: an older one would take the files that are gone for a loss.
        for reader in self.readers { reader.saveCursor(isDurable: true) }
        for segment in segments {
            if segment.isCorrupt {
                self.folder.setAside(segment.name)
            } else {
                unlink(self.folder.file(segment.name))
            }
        }
        self.folder.synchronize()
    }

    /// When the oldest segment that is not being written was begun: what goes first when there is no room.
    var oldestClosedSegment: UInt64? {
        let openFirst = self.file == nil ? nil : self.fileFirst
        return self.state.withLock { state in
            guard let segment = state.segments.first, segment.first != openFirst else { return nil }
            return segment.times.first?.milliseconds ?? 0
        }
    }

    /// Gives up the oldest segment; its records count as dropped for want of room.
    func evictOldest() {
        let (segment, lost) = self.change { $0.evictFirst() }
        for (index, count) in lost.enumerated() where count > 0 {
            self.state.withLock { $0.positions[index].account }.dropped(.spoolFull, count)
        }
        self.delete([segment])
    }
}
