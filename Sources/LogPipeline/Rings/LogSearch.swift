import Glibc

/// Looks through the end of a log, its newest rotated files included, for what a dead process had written.
///
/// Records that are both in a ring and in the log are near its end: no more than a sink's queue lies behind them. So the
/// first bytes of the way back are always searched, and no more than the last.
struct LogSearch {
    /// Twice the queue of a sink, and more.
    static let leastBytes = 32 * 1_048_576
    static let mostBytes = 256 * 1_048_576
    private static let chunkBytes = 1_048_576

    private let path: String
    /// Files that were rotated before then have nothing of the process, `YYYYMMDDTHHMMSSZ`.
    private let since: String
    private(set) var scan: SequenceScan
    private var searched = 0
    /// Nothing that was to be read could not be.
    private(set) var isComplete = true

    init(path: String, since: Int64, _ scan: SequenceScan) {
        self.path = path
        self.since = CivilTime(secondsSince1970: since).compactText
        self.scan = scan
    }

    private var isDone: Bool {
        self.searched >= Self.mostBytes || (self.searched >= Self.leastBytes && self.scan.isPassed)
    }

    mutating func run() {
        self.searchBackwards(self.path)
        let slash = self.path.utf8.lastIndex(of: 0x2F)
        let folder = slash.map { String(self.path[...$0]) } ?? "./"
        let stem = RotatedName.stem(of: slash.map { String(self.path[self.path.index(after: $0)...]) } ?? self.path)
        for name in LogArchive.rotations(in: folder, stem: stem).reversed() {
            if self.isDone || name.time < self.since { return }
            let path = folder + name.text
            if name.isCompressed { self.searchCompressed(path) } else { self.searchBackwards(path) }
        }
    }

    /// From the end to the beginning.
    private mutating func searchBackwards(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno != ENOENT { self.isComplete = false }
            return
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        var end = Int(status.st_size)
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.chunkBytes + SequenceScan.overlap,
            alignment: 16
        )
        defer { buffer.deallocate() }
        while end > 0, !self.isDone {
            let start = max(0, end - Self.chunkBytes)
            let count = Self.read(descriptor, buffer, from: start, count: end - start + SequenceScan.overlap)
            guard count >= end - start else {
                self.isComplete = false
                return
            }
            self.scan.take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            self.searched += end - start
            end = start
        }
    }

    /// As many bytes as there are.
    private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer, from: Int, count: Int) -> Int
    {
        var done = 0
        while done < count {
            let result = pread(descriptor, buffer.baseAddress.map { $0 + done }, count - done, off_t(from + done))
            if result < 0, errno == EINTR { continue }
            if result <= 0 { break }
            done += result
        }
        return done
    }

    /// All of it, from the beginning: a compressed file cannot be entered at its end.
    private mutating func searchCompressed(_ path: String) {
        var scan = self.scan
        let count = GzipReader.read(path, chunkBytes: Self.chunkBytes, overlap: SequenceScan.overlap) { scan.take($0) }
        self.scan = scan
        self.searched += count ?? 0
        if count == nil { self.isComplete = false }
    }
}
