import Glibc

/// One process per database file: the first to lock `PATH.lock` has it until it ends.
///
/// A `flock`, so it is gone with its process however that ends. The file says which process holds it, and stays: taking
/// it away would let two processes lock two files of one name.
package struct SQLiteLock: ~Copyable {
    private let file: Int32
    /// The lock's file.
    package let path: String

    /// - Parameter path: The database's path; it need not be there yet. Symbolic links are followed, so that one file
    ///   under two names is locked once.
    /// - Throws: `busy` naming the process that has it; `cannotOpen`, `readOnly`, `diskFull`.
    package init(database path: String) throws(SQLError) {
        let lockPath = Self.resolved(path) + ".lock"
        let file = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if file < 0 { throw SQLiteConnection.systemError("lock \(lockPath)", errno) }
        do throws(SQLError) {
            try Self.take(file, lockPath)
        } catch {
            close(file)
            throw error
        }
        self.file = file
        self.path = lockPath
    }

    deinit {
        ftruncate(self.file, 0)
        close(self.file)
    }

    private static func take(_ file: Int32, _ path: String) throws(SQLError) {
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK:
                let holder = Self.holder(file).map { "process \($0)" } ?? "another process"
                throw SQLError(.busy, message: "\(path) is held by \(holder)")
            default: throw SQLiteConnection.systemError("lock \(path)", errno)
            }
        }
        var text = "\(getpid())\n"
        let count = text.utf8.count
        let written = text.withUTF8 { ftruncate(file, 0) == 0 ? pwrite(file, $0.baseAddress, count, 0) : -1 }
        if written != count { throw SQLiteConnection.systemError("lock \(path)", written < 0 ? errno : ENOSPC) }
    }

    /// The process that wrote itself into the file; nil in the moment before it has.
    private static func holder(_ file: Int32) -> Int32? {
        withUnsafeTemporaryAllocation(byteCount: 16, alignment: 1) { text in
            let count = pread(file, text.baseAddress, text.count, 0)
            guard count > 0 else { return nil }
            return Int32(String(decoding: text[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
        }
    }

    /// The path without symbolic links; of a file that is not there, that of its directory and its name.
    private static func resolved(_ path: String) -> String {
        if let whole = realpath(path, nil) {
            defer { free(whole) }
            return String(cString: whole)
        }
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex,
            let directory = realpath(String(path[..<slash]), nil)
        else { return path }
        defer { free(directory) }
        return String(cString: directory) + path[slash...]
    }
}
