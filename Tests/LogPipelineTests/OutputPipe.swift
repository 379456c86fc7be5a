import Foundation
import Synchronization

/// A pipe that plays standard output.
final class OutputPipe: Sendable {
    private let ends: Mutex<(read: Int32, write: Int32)>
    let writeEnd: Int32
    private let readEnd: Int32

    struct Failure: Error {}

    init() throws {
        var pair: [Int32] = [0, 0]
        guard pipe(&pair) == 0 else { throw Failure() }
        self.ends = Mutex((pair[0], pair[1]))
        (self.readEnd, self.writeEnd) = (pair[0], pair[1])
    }

    deinit {
        self.closeReader()
        self.closeWriter()
    }

    func closeReader() {
        self.ends.withLock { ends in
            if ends.read >= 0 { close(ends.read) }
            ends.read = -1
        }
    }

    func closeWriter() {
        self.ends.withLock { ends in
            if ends.write >= 0 { close(ends.write) }
            ends.write = -1
        }
    }

    /// Waits for bytes; none at the end.
    func read(_ count: Int) -> Data {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = Glibc.read(self.readEnd, &bytes, count)
        return Data(bytes.prefix(max(got, 0)))
    }

    func hasBytes(within seconds: Double) -> Bool {
        var request = pollfd(fd: self.readEnd, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, Int32(seconds * 1000)) > 0 && request.revents & Int16(POLLIN) != 0
    }
}
