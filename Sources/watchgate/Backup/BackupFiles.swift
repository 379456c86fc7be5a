import EngineCore
import Foundation

/// Files of backups: written under a temporary name, only for their owner, durable before they get their own name.
enum BackupFiles {
    private static let chunkBytes = 1 << 20

    /// Makes a folder that only its owner may enter.
    static func makeFolder(_ path: String) throws(StartError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw StartError(
                description: "backup.dir: \(path) cannot be made: \(error.localizedDescription)",
                exitCode: 1
            )
        }
    }

    /// The size and the SHA-256 of a file.
    static func digest(_ path: String) throws(StartError) -> (bytes: Int64, sha256: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        if file < 0 { throw Self.error(path, errno) }
        defer { close(file) }
        let state = SHA256State()
        var bytes: Int64 = 0
        var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
        while true {
            let count = read(file, &chunk, chunk.count)
            if count < 0 { throw Self.error(path, errno) }
            if count == 0 { break }
            state.add(count == chunk.count ? chunk : Array(chunk[..<count]))
            bytes += Int64(count)
        }
        return (bytes, HexText.text(state.finish()))
    }

    /// Writes a whole file durably.
    static func write(_ text: String, to path: String) throws(StartError) {
        let part = path + ".partial"
        unlink(part)
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file < 0 { throw Self.error(part, errno) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                let number = errno
                close(file)
                unlink(part)
                throw Self.error(part, number)
            }
            bytes = bytes.dropFirst(count)
        }
        close(file)
        try Self.publish(part, as: path)
    }

    /// Syncs a file, gives it its name, and makes that durable.
    static func publish(_ part: String, as path: String) throws(StartError) {
        try Self.sync(part, O_RDONLY)
        if rename(part, path) != 0 { throw Self.error(path, errno) }
        let folder = (path as NSString).deletingLastPathComponent
        try Self.sync(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY)
    }

    private static func sync(_ path: String, _ flags: Int32) throws(StartError) {
        let file = open(path, flags | O_CLOEXEC)
        if file < 0 { throw Self.error(path, errno) }
        let number = fsync(file) == 0 ? 0 : errno
        close(file)
        if number != 0 { throw Self.error(path, number) }
    }

    private static func error(_ path: String, _ number: Int32) -> StartError {
        StartError(
            description: "\(path): \(String(cString: strerror(number)))",
            exitCode: number == EACCES || number == EPERM ? 77 : 1
        )
    }
}
