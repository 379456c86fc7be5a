import Glibc

/// Files of some kilobytes, and the folders they lie in.
enum SmallFile {
    /// - Returns: The bytes, at most `limit` of them; nil when there is no such file or it cannot be read.
    static func read(_ path: String, limit: Int) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < limit {
            let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
            if count < 0, errno == EINTR { continue }
            if count < 0 { return nil }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    /// Writes a new file, mode 0600.
    /// - Returns: 0, or the error number.
    static func create(_ path: String, _ text: String) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let count = write(descriptor, bytes, bytes.count)
        if count == bytes.count { return 0 }
        return count < 0 ? errno : ENOSPC
    }

    /// The names in a folder, without those that begin with a dot, sorted.
    static func names(_ folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a folder and those above it where they are missing, mode 0700.
    /// - Returns: 0, or the error number.
    static func makeFolders(_ path: String) -> Int32 {
        var status = stat()
        if stat(path, &status) == 0 { return status.st_mode & S_IFMT == S_IFDIR ? 0 : ENOTDIR }
        if let slash = path.utf8.lastIndex(of: 0x2F), slash > path.utf8.startIndex {
            let result = Self.makeFolders(String(path[..<slash]))
            if result != 0 { return result }
        }
        return mkdir(path, 0o700) == 0 || errno == EEXIST ? 0 : errno
    }

    /// Deletes a folder of files.
    static func removeFolder(_ path: String) {
        let names = Self.names(path)
        // The rings first: a kill in between leaves no ring without what explains it.
        for name in names where name.hasSuffix(".ring") { unlink("\(path)/\(name)") }
        for name in names where !name.hasSuffix(".ring") { unlink("\(path)/\(name)") }
        rmdir(path)
    }
}
