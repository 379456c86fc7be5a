import Glibc
import Synchronization

/// How a running load is told to end early, and how its main thread is woken.
package final class RunControl: Sendable {
    /// Why a run ended before its time.
    package enum Stop: Sendable, Equatable {
        case signal(Int32)
        /// Nothing succeeded in the first 10 s.
        case noSuccess
    }

    private let stopState = Mutex<Stop?>(nil)
    private let readEnd: CInt
    /// Written to by signal handlers: the byte is the signal's number, or 0 for a plain wake-up.
    package let writeEnd: CInt

    /// - Throws: The system's error number when no pipe can be made.
    package init() throws(SystemError) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemError(number: errno, what: "pipe") }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (self.readEnd, self.writeEnd) = (ends[0], ends[1])
    }

    deinit {
        close(self.readEnd)
        close(self.writeEnd)
    }

    /// Why the run is to end; nil while it may go on.
    package var stop: Stop? { self.stopState.withLock { $0 } }

    /// Ends the run; the first reason stays.
    package func end(_ stop: Stop) {
        self.stopState.withLock { $0 = $0 ?? stop }
        self.wake()
    }

    /// Makes `wait` return.
    package func wake() {
        var byte: UInt8 = 0
        // A full pipe wakes as well as one more byte would.
        _ = write(self.writeEnd, &byte, 1)
    }

    /// Blocks until `wake`, `end`, a signal or the timeout.
    package func wait(milliseconds: Int) {
        var descriptor = pollfd(fd: self.readEnd, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, CInt(max(0, milliseconds))) > 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(self.readEnd, &bytes, bytes.count)
        for byte in bytes.prefix(max(0, count)) where byte != 0 {
            self.stopState.withLock { $0 = $0 ?? .signal(Int32(byte)) }
        }
    }
}
