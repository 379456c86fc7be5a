import Glibc

/// The process's standard output (or another descriptor that is already open).
///
/// It may be a pipe whose reader sleeps or has gone, a socket, a terminal, a file. Descriptors are shared with other
/// processes, so their flags stay as they are: a write is made only when `poll` says that there is room, and to a pipe
/// no more at once than then certainly fits (`PIPE_BUF`, POSIX write).
final class StandardOutput: SinkDestination {
    private enum Kind { case pipe, socket, other }

    private static let pipeRoom = 4096
    private static let otherRoom = 65_536
    private let descriptor: Int32
    private var kind = Kind.other

    init(descriptor: Int32) { self.descriptor = descriptor }

    var tickInterval: UInt64? { nil }

    /// A closed descriptor is no error here: the sink counts what it drops.
    func open() throws(LogPipelineError) {
        var status = stat()
        guard fstat(self.descriptor, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFIFO: self.kind = .pipe
        case S_IFSOCK: self.kind = .socket
        default: self.kind = .other
        }
    }

    func write(_ lines: UnsafeRawBufferPointer, patience: UInt64) -> SinkProgress {
        var written = 0
        while written < lines.count {
            var request = pollfd(fd: self.descriptor, events: Int16(POLLOUT), revents: 0)
            let ready = poll(&request, 1, Int32(clamping: patience / 1_000_000))
            if ready == 0 { return SinkProgress(byteCount: written, obstacle: .blocked) }
            if ready < 0 {
                if errno == EINTR { continue }
                return SinkProgress(byteCount: written, obstacle: .failed(errno))
            }
            if request.revents & Int16(POLLNVAL) != 0 {
                return SinkProgress(byteCount: written, obstacle: .gone(EBADF))
            }
            let count = self.writeOnce(UnsafeRawBufferPointer(rebasing: lines[written...]))
            if count > 0 {
                written += count
            } else if let obstacle = Self.obstacle(errno) {
                return SinkProgress(byteCount: written, obstacle: obstacle)
            }
        }
        return SinkProgress(byteCount: written, obstacle: nil)
    }

    private func writeOnce(_ bytes: UnsafeRawBufferPointer) -> Int {
        switch self.kind {
        case .pipe: Glibc.write(self.descriptor, bytes.baseAddress, min(bytes.count, Self.pipeRoom))
        case .socket:
            send(self.descriptor, bytes.baseAddress, min(bytes.count, Self.otherRoom), Int32(MSG_DONTWAIT))
        case .other: Glibc.write(self.descriptor, bytes.baseAddress, min(bytes.count, Self.otherRoom))
        }
    }

    /// What an error number of a write means; nil: try again at once.
    private static func obstacle(_ number: Int32) -> SinkProgress.Obstacle? {
        switch number {
        case EINTR: nil
        case EAGAIN: .blocked
        case EPIPE, EBADF, EIO, ENXIO, ECONNRESET, EINVAL: .gone(number)
        default: .failed(number)
        }
    }

    func tick(now: UInt64) {}

    /// The descriptor belongs to the process.
    func close() {}
}
