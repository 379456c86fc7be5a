import Glibc

/// The open file of one stream: appends whole lines, and is what `path` names (telemetry.md section 6).
///
/// One process per file: the size is followed, not asked for, and a torn line is cut off.
final class LogFile {
    let path: String
    private let descriptor: Int32
    private let device: dev_t
    private let inode: ino_t
    private let isRegular: Bool
    private(set) var size: Int
    private(set) var isDirty = false
    /// When it was written to before it was opened, seconds since 1970.
    let modified: Int64
    /// Bytes of a line that an earlier run, or a failed write, left unfinished, and that were cut off.
    private(set) var tornBytes = 0
    /// Where the file must end before more is written; nil: where it does.
    private var repairTo: Int?
    /// Up to here the file system has set blocks aside.
    private var reservedTo = 0

    /// Blocks are set aside when so much is written at once: a busy file gets them for a third of the CPU.
    private static let busyBytes = 65_536
    private static let reserveBytes = 33_554_432

    /// The page cache holds nothing of the file before this.
    private var uncachedTo = 0
    /// So much of the end stays in the page cache, for those who follow the file.
    private static let cachedBytes = 33_554_432

    /// Opens or creates the file, mode 0640, and cuts off a torn last line.
    /// - Throws: `fileNotOpened`, `notAFile`.
    init(_ path: String) throws(LogPipelineError) {
        // Not blocking: opening a pipe without a reader would wait for one.
        let flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK
        var descriptor = Glibc.open(path, flags | O_CREAT | O_EXCL, 0o640)
        if descriptor >= 0 {
            fchmod(descriptor, 0o640)  // whatever the umask: readers come by group
        } else if errno == EEXIST {
            descriptor = Glibc.open(path, flags)
        }
        guard descriptor >= 0 else {
            throw LogPipelineError(code: .fileNotOpened, subject: path, errorNumber: errno)
        }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        let kind = status.st_mode & S_IFMT
        guard isKnown, kind == S_IFREG || kind == S_IFCHR else {
            Glibc.close(descriptor)
            throw LogPipelineError(code: .notAFile, subject: path)
        }
        self.path = path
        self.descriptor = descriptor
        self.device = status.st_dev
        self.inode = status.st_ino
        self.isRegular = kind == S_IFREG
        self.size = self.isRegular ? Int(status.st_size) : 0
        self.modified = Int64(status.st_mtim.tv_sec)
        guard self.isRegular else { return }
        self.cutTornLine()
        // A killed process may have left blocks set aside.
        if Int(status.st_blocks) * 512 > self.size + Self.busyBytes { self.cut(to: self.size) }
    }

    deinit {
        // Gives back what was set aside.
        if self.reservedTo > self.size { self.cut(to: .max) }
        Glibc.close(self.descriptor)
    }

    /// Whether the path still names this file: others may have moved it.
    var isCurrent: Bool {
        var status = stat()
        guard stat(self.path, &status) == 0 else { return false }
        return status.st_dev == self.device && status.st_ino == self.inode
    }

    /// Whether it can be renamed and cut; a device cannot.
    var canRotate: Bool { self.isRegular }

    /// Appends lines.
    ///
    /// - Returns: How many bytes, always whole lines, and the error number when not all were written. What a failed
    ///   write left of a line is cut off again.
    func append(_ lines: UnsafeRawBufferPointer) -> (byteCount: Int, errorNumber: Int32) {
        if let end = self.repairTo {
            guard self.cut(to: end) else { return (0, errno) }
            self.repairTo = nil
        }
        if lines.count >= Self.busyBytes { self.reserveBlocks(self.size + lines.count) }
        var written = 0
        while written < lines.count {
            let count = Glibc.write(self.descriptor, lines.baseAddress.map { $0 + written }, lines.count - written)
            if count > 0 {
                written += count
                continue
            }
            if count < 0, errno == EINTR { continue }
            let number = count == 0 ? EIO : errno
            let whole = LineScan.end(lines, within: written)
            if whole < written, self.isRegular, !self.cut(to: self.size + whole) {
                self.repairTo = self.size + whole
            }
            self.added(whole)
            return (whole, number)
        }
        self.added(written)
        return (written, 0)
    }

    /// Sets blocks aside behind the end; a file system that cannot, or a full one, is no error here.
    private func reserveBlocks(_ end: Int) {
        guard self.isRegular, end > self.reservedTo else { return }
        self.reservedTo = end + Self.reserveBytes
        _ = GNULibrary.reserve(self.descriptor, from: self.size, count: self.reservedTo - self.size)
    }

    /// Ends the file there, and what is set aside with it; never makes it longer, though others may have cut it.
    /// - Returns: False when it failed, `errno` says why.
    @discardableResult
    private func cut(to end: Int) -> Bool {
        var status = stat()
        guard fstat(self.descriptor, &status) == 0 else { return false }
        return ftruncate(self.descriptor, min(off_t(end), status.st_size)) == 0
    }

    /// Follows a file that others have cut (`copytruncate`): what they took is theirs.
    func look() {
        var status = stat()
        guard self.isRegular, fstat(self.descriptor, &status) == 0, Int(status.st_size) < self.size else { return }
        self.size = Int(status.st_size)
        (self.reservedTo, self.uncachedTo, self.repairTo) = (0, 0, nil)
    }

    private func added(_ count: Int) {
        self.size += count
        if count > 0 { self.isDirty = self.isRegular }
    }

    /// Makes what was written survive a loss of power, and waits for it.
    ///
    /// `isUnderWay`: Another thread has begun to, so there may be something to wait for.
    /// - Returns: 0, or the error number.
    func synchronize(isUnderWay: Bool = false) -> Int32 {
        guard self.isDirty || isUnderWay else { return 0 }
        self.isDirty = false
        return fdatasync(self.descriptor) == 0 ? 0 : errno
    }

    /// The same for a thread that may wait; nil when there is nothing to do, or no descriptor left to do it with.
    func makeSyncJob() -> SyncJob? {
        guard self.isDirty, let job = SyncJob(self.descriptor, size: self.size) else { return nil }
        self.isDirty = false
        return job
    }

    /// Durable up to here: gives the page cache back what of it is old.
    ///
    /// A log nobody reads twice would else push out everything else, count as the container's memory, and need a fresh
    /// page for every few lines.
    func leaveCache(_ durable: Int) {
        let end = (min(durable, self.size) - Self.cachedBytes) & ~4_095
        guard end - self.uncachedTo >= Self.cachedBytes / 8 else { return }
        _ = posix_fadvise(self.descriptor, off_t(self.uncachedTo), off_t(end - self.uncachedTo), POSIX_FADV_DONTNEED)
        self.uncachedTo = end
    }

    /// A killed process may leave half a line; readers would join it with the next.
    private func cutTornLine() {
        let block = 65_536
        var bytes = [UInt8](repeating: 0, count: block)
        var end = self.size
        while end > 0 {
            let start = max(0, end - block)
            let count = pread(self.descriptor, &bytes, end - start, start)
            guard count == end - start else { return }
            let found = bytes.withUnsafeBytes {
                LineScan.end(UnsafeRawBufferPointer(rebasing: $0[..<count]), within: count)
            }
            if found > 0 {
                end = start + found
                break
            }
            end = start
        }
        guard end < self.size, ftruncate(self.descriptor, end) == 0 else { return }
        self.tornBytes = self.size - end
        self.size = end
    }
}
