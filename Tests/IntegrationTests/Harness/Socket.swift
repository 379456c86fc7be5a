import Foundation
import Synchronization

/// Why a socket gave no bytes or took none.
enum SocketError: Error, Equatable {
    case timedOut
    /// RST from the peer.
    case reset
    case refused
    case failed(Int32)
}

/// A TCP socket on loopback whose calls end at a deadline.
///
/// Closed when nobody holds it any more.
final class Socket: Sendable {
    let descriptor: Int32
    private let isClosed = Mutex(false)

    init(owning descriptor: Int32) {
        self.descriptor = descriptor
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { self.close() }

    // MARK: Opening

    /// Connects; `receiveBytes` is the size of the kernel's receive buffer, for a peer that takes little.
    static func connect(
        port: Int,
        receiveBytes: Int32? = nil,
        by deadline: Deadline = Deadline()
    ) throws(SocketError) -> Socket {
        let socket = Socket(owning: try Self.make())
        if var size = receiveBytes {
            setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        let result = Self.withLoopback(port) { Glibc.connect(socket.descriptor, $0, $1) }
        if result == 0 { return socket }
        if errno == ECONNREFUSED { throw .refused }
        if errno != EINPROGRESS { throw .failed(errno) }
        try socket.wait(POLLOUT, by: deadline)
        var error: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(socket.descriptor, SOL_SOCKET, SO_ERROR, &error, &size)
        if error == ECONNREFUSED { throw .refused }
        if error == ECONNRESET { throw .reset }
        if error != 0 { throw .failed(error) }
        return socket
    }

    /// Whether nobody listens on a loopback port; a connect that is not answered says neither.
    static func isRefused(port: Int) -> Bool {
        do throws(SocketError) {
            _ = try Self.connect(port: port, by: Deadline(3))
            return false
        } catch {
            return error == .refused
        }
    }

    /// Listens on a loopback port, 0 for any free one, and gives the socket and its port.
    static func listen(port: Int = 0, backlog: Int32 = 512) throws(SocketError) -> (socket: Socket, port: Int) {
        let socket = Socket(owning: try Self.make())
        var yes: Int32 = 1
        setsockopt(socket.descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard Self.withLoopback(port, { bind(socket.descriptor, $0, $1) }) == 0,
            Glibc.listen(socket.descriptor, backlog) == 0
        else { throw .failed(errno) }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket.descriptor, $0, &size) }
        }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }

    func accept(by deadline: Deadline) throws(SocketError) -> Socket {
        while true {
            let descriptor = Glibc.accept(self.descriptor, nil, nil)
            if descriptor >= 0 {
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                return Socket(owning: descriptor)
            }
            if errno == EAGAIN { try self.wait(POLLIN, by: deadline) } else if errno != EINTR { throw .failed(errno) }
        }
    }

    // MARK: Bytes

    func send(_ bytes: some Sequence<UInt8>, by deadline: Deadline = Deadline()) throws(SocketError) {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    self.descriptor,
                    buffer.baseAddress.map { $0 + sent },
                    buffer.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            if count >= 0 { sent += count } else { try self.pass(errno, POLLOUT, deadline) }
        }
    }

    /// Reads what is there, at most `limit` bytes.
    /// - Returns: Nil when the peer has closed its side.
    func receive(_ limit: Int = 65_536, by deadline: Deadline = Deadline()) throws(SocketError) -> [UInt8]? {
        while true {
            var result = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
                result = recv(self.descriptor, buffer.baseAddress, limit, 0)
                count = max(result, 0)
            }
            if result >= 0 { return result == 0 ? nil : bytes }
            try self.pass(errno, POLLIN, deadline)
        }
    }

    /// Reads into memory that is used again and again.
    /// - Returns: 0 when the peer has closed its side.
    func receive(into memory: UnsafeMutableRawBufferPointer, by deadline: Deadline) throws(SocketError) -> Int {
        while true {
            let result = recv(self.descriptor, memory.baseAddress, memory.count, 0)
            if result >= 0 { return result }
            try self.pass(errno, POLLIN, deadline)
        }
    }

    /// Waits for a reset without reading anything.
    func isReset(by deadline: Deadline) -> Bool {
        while true {
            // Errors and hang-ups are reported even when nothing is asked for.
            var entry = pollfd(fd: self.descriptor, events: 0, revents: 0)
            if poll(&entry, 1, deadline.milliseconds) > 0 { return true }
            if deadline.hasPassed { return false }
        }
    }

    // MARK: Closing

    func shutdownWriting() { shutdown(self.descriptor, Int32(SHUT_WR)) }

    /// Ends both directions without giving the descriptor back, so that whoever waits on it wakes up.
    ///
    /// For other threads than the one that reads and writes.
    func shutdownAll() {
        // After the close the descriptor may be another test's.
        self.isClosed.withLock { isClosed in
            if !isClosed { _ = shutdown(self.descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// Closes with RST.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(self.descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        self.close()
    }

    func close() {
        self.isClosed.withLock { isClosed in
            if !isClosed { Glibc.close(self.descriptor) }
            isClosed = true
        }
    }

    // MARK: Inside

    /// Waits after EAGAIN; other errors are thrown.
    private func pass(_ error: Int32, _ events: Int32, _ deadline: Deadline) throws(SocketError) {
        switch error {
        case EINTR: return
        case EAGAIN: try self.wait(events, by: deadline)
        case ECONNRESET, EPIPE: throw .reset
        default: throw .failed(error)
        }
    }

    private func wait(_ events: Int32, by deadline: Deadline) throws(SocketError) {
        while true {
            var entry = pollfd(fd: self.descriptor, events: Int16(events), revents: 0)
            let result = poll(&entry, 1, deadline.milliseconds)
            if result > 0 { return }
            if result == 0, deadline.hasPassed { throw .timedOut }
            if result < 0, errno != EINTR { throw .failed(errno) }
        }
    }

    private static func make() throws(SocketError) -> Int32 {
        // Children of other tests must not inherit it: a close would then not be seen by the peer.
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        if descriptor < 0 { throw .failed(errno) }
        return descriptor
    }

    private static func withLoopback(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
