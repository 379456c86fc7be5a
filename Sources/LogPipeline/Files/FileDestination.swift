import Glibc
import Logging

/// The file sink of one stream: durable every second, rotated by size and time, reopened when others moved it.
final class FileDestination: SinkDestination {
    private static let lookInterval: UInt64 = 500_000_000
    private static let syncInterval: UInt64 = 1_000_000_000

    let path: String
    private let rotateBytes: Int
    private let intervals: RotationIntervals?
    /// The interval whose lines the file holds.
    private var interval: Int64 = 0
    private let archive: LogArchive
    private let report: PipelineReport
    private var file: LogFile?
    private let syncThread: SyncThread
    /// The sync under way.
    private var syncJob: SyncJob?
    private var nextSync: UInt64 = 0
    private var nextRotation: UInt64 = 0
    private var isSyncFailing = false
    private var isRotationFailing = false

    init(
        path: String,
        rotateBytes: Int,
        intervals: RotationIntervals?,
        archive: LogArchive,
        syncThread: SyncThread,
        report: @escaping PipelineReport
    ) {
        self.syncThread = syncThread
        self.path = path
        self.rotateBytes = rotateBytes
        self.intervals = intervals
        self.archive = archive
        self.report = report
    }

    var tickInterval: UInt64? { Self.lookInterval }

    func open() throws(LogPipelineError) {
        let file = try LogFile(self.path)
        if file.tornBytes > 0 {
            let labels = [("bytes", String(file.tornBytes)), ("path", self.path)]
            self.report(.notice, "an unfinished line was cut off a log file", labels)
        }
        if let intervals = self.intervals {
            self.interval = file.size > 0 ? intervals.interval(of: file.modified) : intervals.current
        }
        self.file = file
        self.archive.tidy()
    }

    func write(_ lines: UnsafeRawBufferPointer, patience: UInt64) -> SinkProgress {
        self.endInterval()
        var written = 0
        while written < lines.count {
            if self.file == nil {
                do throws(LogPipelineError) {
                    try self.open()
                } catch {
                    return SinkProgress(byteCount: written, obstacle: .failed(error.errorNumber))
                }
            }
            let rest = UnsafeRawBufferPointer(rebasing: lines[written...])
            let count = self.countThatFits(rest)
            if count == 0 {
                self.rotate()
                continue
            }
            guard let result = self.file?.append(UnsafeRawBufferPointer(rebasing: rest[..<count])) else { break }
            written += result.byteCount
            if result.errorNumber != 0 {
                return SinkProgress(byteCount: written, obstacle: .failed(result.errorNumber))
            }
        }
        return SinkProgress(byteCount: written, obstacle: nil)
    }

    /// How many bytes of whole lines go into the file before it is full; 0: rotate first.
    private func countThatFits(_ lines: UnsafeRawBufferPointer) -> Int {
        guard let size = self.file?.size, self.file?.canRotate == true else { return lines.count }
        let room = self.rotateBytes - size
        if lines.count <= room { return lines.count }
        let fits = LineScan.end(lines, within: max(room, 0))
        if fits > 0 { return fits }
        if SystemClock.monotonic < self.nextRotation { return lines.count }
        // A line that is larger than a file may be: better a long file than a lost line.
        return size == 0 ? LineScan.firstEnd(lines) : 0
    }

    /// Rotates a file that holds lines of an interval that is over.
    private func endInterval() {
        guard let intervals = self.intervals, let file = self.file, file.canRotate else { return }
        let current = intervals.current
        // A clock that was put back begins no interval.
        guard current > self.interval else { return }
        if file.size == 0 {
            self.interval = current
        } else if SystemClock.monotonic >= self.nextRotation {
            self.rotate()
        }
    }

    /// Renames the file and opens a new one; when that fails, the old one grows on and it is tried again in a second.
    private func rotate() {
        self.startSync()
        let number = self.file?.isCurrent == true ? self.archive.takeIn(self.path) : 0
        if number == 0 {
            self.file = nil
            self.isRotationFailing = false
            return self.archive.tidy()
        }
        self.nextRotation = SystemClock.monotonic + Self.syncInterval
        if !self.isRotationFailing { self.reportFailure("a log file cannot be rotated", number) }
        self.isRotationFailing = true
    }

    func tick(now: UInt64) {
        self.endSync()
        if now >= self.nextSync, self.syncJob == nil {
            self.nextSync = now + Self.syncInterval
            self.startSync()
        }
        self.endInterval()
        self.file?.look()
        if self.file?.isCurrent == false {
            self.startSync()
            self.file = nil
        }
        if self.file == nil {
            // A failure shows, and is counted, at the next write.
            do throws(LogPipelineError) { try self.open() } catch {}
        }
    }

    /// Makes durable what was written, without waiting where that can be.
    private func startSync() {
        guard let job = self.file?.makeSyncJob() else { return self.noteSync(self.file?.synchronize() ?? 0) }
        self.syncJob = job
        if !self.syncThread.take(job) { job.run() }
    }

    private func endSync() {
        guard let job = self.syncJob, let number = job.result else { return }
        self.syncJob = nil
        self.noteSync(number)
        if number == 0 { self.file?.leaveCache(job.size) }
    }

    private func noteSync(_ number: Int32) {
        if number != 0, !self.isSyncFailing { self.reportFailure("a log file cannot be made durable", number) }
        self.isSyncFailing = number != 0
    }

    private func reportFailure(_ message: String, _ number: Int32) {
        self.report(.error, message, [("cause", errorText(number)), ("path", self.path)])
    }

    func makeDurable() -> Int32 {
        let number = self.file?.synchronize(isUnderWay: self.syncJob != nil) ?? 0
        self.noteSync(number)
        return number
    }

    func close() {
        self.noteSync(self.file?.synchronize(isUnderWay: self.syncJob != nil) ?? 0)
        self.file = nil
    }
}
