import Glibc

/// Looks after journald's socket, which libsystemd only sends to.
///
/// `sd_journal_sendv` reports success when the socket does not exist (systemd's journal-send.c: "Fail silently if the
/// journal is not available"), and waits without end for a journald that does not read. So a socket of our own is
/// connected to the same path: it says who listens there and whether there is room, and sends nothing.
final class JournalSocket {
    /// Where libsystemd sends to, fixed by it; with `LogNamespace=` systemd mounts the namespace's folder there.
    static let path = "/run/systemd/journal/socket"

    private var descriptor: Int32 = -1
    private var device: dev_t = 0
    private var inode: ino_t = 0

    deinit { self.close() }

    /// Whether the path still names the socket that was connected; one system call.
    var isCurrent: Bool {
        var status = stat()
        guard self.descriptor >= 0, stat(Self.path, &status) == 0 else { return false }
        return status.st_dev == self.device && status.st_ino == self.inode
    }

    /// Connects, unless it is.
    /// - Returns: 0, or the error number: nobody listens.
    func open() -> Int32 {
        if self.descriptor >= 0 { return 0 }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        var status = stat()
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Self.path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
        }
        guard isConnected, stat(Self.path, &status) == 0 else {
            let number = errno
            Glibc.close(descriptor)
            return number
        }
        (self.descriptor, self.device, self.inode) = (descriptor, status.st_dev, status.st_ino)
        return 0
    }

    /// Waits until journald's queue has room for an entry.
    ///
    /// - Parameter patience: In nanoseconds.
    /// - Returns: False when the time is over.
    func waitForRoom(_ patience: UInt64) -> Bool {
        var request = pollfd(fd: self.descriptor, events: Int16(POLLOUT), revents: 0)
        let count = poll(&request, 1, Int32(clamping: patience / 1_000_000))
        // A signal: as good as the end of the time. An error shows at the next send.
        return count > 0
    }

    func close() {
        if self.descriptor >= 0 { Glibc.close(self.descriptor) }
        self.descriptor = -1
    }
}
