import Foundation
import Synchronization

/// A TCP server on loopback for tests: a thread for each connection, which runs a script.
package final class LoopbackServer: Sendable {
    private struct State {
        var listener: Int32 = -1
        var port: UInt16 = 0
        var open: Set<Int32> = []
        var accepted = 0
    }

    private let state: Mutex<State>
    private let script: @Sendable (LoopbackConnection) -> Void

    /// - Parameters:
    ///   - port: 0 takes a free one.
    ///   - script: Runs once for each connection, on a thread of its own; the connection is closed behind it.
    /// - Throws: ``LoopbackError`` when the port is taken.
    package init(port: UInt16 = 0, script: @escaping @Sendable (LoopbackConnection) -> Void) throws {
        self.state = Mutex(State())
        self.script = script
        try self.listen(port)
    }

    deinit { self.stop() }

    package var port: UInt16 { self.state.withLock { $0.port } }
    package var acceptedCount: Int { self.state.withLock { $0.accepted } }

    /// Listens again on the port it had.
    package func restart() throws { try self.listen(self.port) }

    /// Refuses connections from now on and resets those there are.
    package func stop() {
        self.state.withLock { state in
            // Wakes accept, which a close alone would not.
            if state.listener >= 0 { Glibc.shutdown(state.listener, Int32(SHUT_RDWR)) }
            state.listener = -1
            for descriptor in state.open {
                LoopbackConnection.lingerNot(descriptor)
                Glibc.shutdown(descriptor, Int32(SHUT_RDWR))
            }
        }
    }

    private func listen(_ port: UInt16) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(descriptor, address, length) == 0, Glibc.listen(descriptor, 64) == 0 else {
                    return Int32(-1)
                }
                return getsockname(descriptor, address, &length)
            }
        }
        if result != 0 {
            let cause = String(cString: strerror(errno))
            Glibc.close(descriptor)
            throw LoopbackError(text: "cannot listen on port \(port): \(cause)")
        }
        self.state.withLock {
            $0.listener = descriptor; $0.port = UInt16(bigEndian: address.sin_port)
        }
        let thread = Thread { [weak self] in
            while true {
                let accepted = accept(descriptor, nil, nil)
                _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
                guard accepted >= 0, let self else { break }
                self.serve(accepted)
            }
            Glibc.close(descriptor)
        }
        thread.start()
    }

    private func serve(_ descriptor: Int32) {
        let isWanted = self.state.withLock { state in
            if state.listener < 0 { return false }
            state.open.insert(descriptor)
            state.accepted += 1
            return true
        }
        guard isWanted else { return _ = Glibc.close(descriptor) }
        let script = self.script
        Thread.detachNewThread { [weak self] in
            let connection = LoopbackConnection(descriptor)
            script(connection)
            self?.state.withLock { _ = $0.open.remove(descriptor) }
            connection.close()
        }
    }
}
