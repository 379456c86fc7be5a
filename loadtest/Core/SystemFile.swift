import Glibc

/// Small files of `/proc` and `/sys`, and reports on disk.
package enum SystemFile {
    /// - Returns: Nil when the file cannot be read.
    package static func read(_ path: String) -> String? {
        self.bytes(path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// - Returns: Nil when the file cannot be read.
    package static func bytes(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            guard count >= 0 else { return nil }
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
        }
    }

    /// Writes a file, replacing one of that name.
    ///
    /// - Throws: `SystemError` naming the path.
    package static func write(_ text: String, to path: String) throws(SystemError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemError(number: errno, what: path) }
        defer { close(descriptor) }
        try self.write(text, to: descriptor, named: path)
    }

    /// Writes everything to an open file.
    package static func write(_ text: String, to descriptor: CInt, named name: String) throws(SystemError) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + offset, bytes.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemError(number: errno, what: name) }
            offset += count
        }
    }

    /// Makes a folder and those above it.
    ///
    /// - Throws: `SystemError` naming the path.
    package static func makeFolder(_ path: String) throws(SystemError) {
        var partial = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            partial += partial.isEmpty || partial.hasSuffix("/") ? String(part) : "/" + part
            guard mkdir(partial, 0o755) == 0 || errno == EEXIST else { throw SystemError(number: errno, what: partial) }
        }
    }
}
