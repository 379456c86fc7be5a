import Glibc
package import Telemetry

/// A file with one secret (security.md section 9).
package enum SecretFile {
    private static let byteLimit = 4096

    /// Reads the one line of a file.
    ///
    /// - Throws: It is not there, others may read it, or it holds something else than one line of visible ASCII.
    package static func read(_ path: String) throws(SecretFileError) -> Secret<String> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 { throw SecretFileError(path: path, text: errorText(errno)) }
        defer { close(descriptor) }
        var status = stat()
        if fstat(descriptor, &status) != 0 { throw SecretFileError(path: path, text: errorText(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SecretFileError(path: path, text: "it is no regular file")
        }
        guard status.st_mode & 0o7777 == 0o400 || status.st_mode & 0o7777 == 0o440 else {
            throw SecretFileError(path: path, text: "others may read or change it: chmod 0400 (or 0440) the file")
        }
        guard status.st_uid == 0 || status.st_uid == geteuid() else {
            throw SecretFileError(
                path: path,
                text: "it belongs to another user: chown it to root or the service's user"
            )
        }
        var bytes = [UInt8](repeating: 0, count: Self.byteLimit + 1)
        defer { bytes.withUnsafeMutableBytes { explicit_bzero($0.baseAddress!, $0.count) } }
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        if count < 0 { throw SecretFileError(path: path, text: errorText(errno)) }
        if count > Self.byteLimit {
            throw SecretFileError(path: path, text: "it is longer than \(Self.byteLimit) bytes")
        }
        var line = bytes[..<count]
        if line.last == 0x0A { line.removeLast() }
        if line.isEmpty { throw SecretFileError(path: path, text: "it is empty") }
        guard line.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw SecretFileError(path: path, text: "it must hold one line of visible ASCII characters")
        }
        return Secret(String(decoding: line, as: UTF8.self))
    }
}
