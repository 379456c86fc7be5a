import Glibc

/// The folder of one stream's segments.
struct SpoolFolder: Sendable {
    static let badSuffix = ".bad"
    static let newSuffix = ".new"
    /// No segment of ours is as long: what claims to be one is set aside unread.
    private static let longestFile = 256 * 1_048_576

    /// Without a slash at its end.
    let path: String

    /// Makes the folder, mode 0750, and those above it.
    /// - Throws: `spoolNotOpened`.
    init(making path: String) throws(LogPipelineError) {
        self.path = path
        var index = path.startIndex
        while index < path.endIndex {
            index = path[path.index(after: index)...].firstIndex(of: "/") ?? path.endIndex
            if mkdir(String(path[..<index]), 0o750) != 0, errno != EEXIST {
                throw LogPipelineError(code: .spoolNotOpened, subject: path, errorNumber: errno)
            }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw LogPipelineError(code: .spoolNotOpened, subject: path, errorNumber: ENOTDIR)
        }
    }

    func file(_ name: String) -> String { self.path + "/" + name }

    /// The names in it, sorted.
    var names: [String] {
        guard let directory = opendir(self.path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes names that came or went survive a loss of power.
    /// - Returns: 0, or the error number.
    @discardableResult
    func synchronize() -> Int32 {
        let descriptor = open(self.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        return fsync(descriptor) == 0 ? 0 : errno
    }

    /// Keeps a file for people to look at, where nobody reads it again.
    func setAside(_ name: String) {
        var target = name + Self.badSuffix
        var number = 1
        while access(self.file(target), F_OK) == 0 {
            number += 1
            target = "\(name).\(number)\(Self.badSuffix)"
        }
        _ = rename(self.file(name), self.file(target))
    }

    /// The whole of a file; nil when it cannot be read.
    func read(_ name: String) -> [UInt8]? {
        let descriptor = open(self.file(name), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        guard size <= Self.longestFile else { return nil }
        return Self.read(descriptor, 0..<size)
    }

    /// A range of a file, as far as there is one; nil when it cannot be read.
    static func read(_ descriptor: Int32, _ range: Range<Int>) -> [UInt8]? {
        var number: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { room, count in
            while count < range.count {
                let place = off_t(range.lowerBound + count)
                let result = pread(descriptor, room.baseAddress.map { $0 + count }, range.count - count, place)
                if result > 0 {
                    count += result
                } else if result == 0 || errno != EINTR {
                    number = result == 0 ? 0 : errno
                    return
                }
            }
        }
        return number == 0 ? bytes : nil
    }
}
