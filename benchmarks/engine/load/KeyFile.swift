import Glibc
import Synchronization

/// Keys of acknowledged commands, appended with one write each batch, so that a killed process loses none it reported.
final class KeyFile: Sendable {
    private let file: Int32
    private let waiting = Mutex<[UInt8]>([])

    init(_ path: String) throws {
        self.file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard self.file >= 0 else { throw LoadError(text: "\(path): \(String(cString: strerror(errno)))") }
    }

    deinit { close(self.file) }

    func add(_ key: String) {
        self.waiting.withLock { bytes in
            bytes += key.utf8
            bytes.append(0x0A)
            if bytes.count < 4_096 { return }
            self.write(&bytes)
        }
    }

    func flush() { self.waiting.withLock { self.write(&$0) } }

    private func write(_ bytes: inout [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(self.file, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
