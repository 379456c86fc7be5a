import CSQLite
import Glibc

/// What is done beside the transactions.
extension SQLiteConnection {
    /// Moves pages from the WAL into the database file, for any connection to it, outside transactions.
    /// - Throws: `ioError`, `diskFull`, `misuse` inside a transaction. A reader or writer in the way is no error.
    package func checkpoint(_ mode: SQLiteCheckpoint.Mode) throws(SQLError) -> SQLiteCheckpoint {
        let number =
            switch mode {
            case .passive: SQLITE_CHECKPOINT_PASSIVE
            case .restart: SQLITE_CHECKPOINT_RESTART
            case .truncate: SQLITE_CHECKPOINT_TRUNCATE
            }
        var frames: Int32 = 0
        var moved: Int32 = 0
        let result = sqlite3_wal_checkpoint_v2(self.handle, "main", number, &frames, &moved)
        guard result & 0xFF == SQLITE_OK || result & 0xFF == SQLITE_BUSY else { throw self.error("checkpoint") }
        return SQLiteCheckpoint(
            frames: max(0, Int(frames)),
            movedFrames: max(0, Int(moved)),
            isBusy: result != SQLITE_OK
        )
    }

    package enum Integrity: Sendable {
        /// Everything, indexes against tables as well: takes as long as reading all of it several times.
        case full
        /// All but the comparison of indexes with tables.
        case quick
    }

    /// Reads the database and looks for damage.
    /// - Returns: At most 100 sentences about what is wrong, the last of them the error that ended the search; none if
    ///   all is well.
    /// - Throws: `ioError`, `interrupted`, `busy`; damage is no error here.
    package func integrityCheck(_ integrity: Integrity) throws(SQLError) -> [String] {
        let sql =
            switch integrity {
            case .full: "PRAGMA integrity_check(100)"
            case .quick: "PRAGMA quick_check(100)"
            }
        var problems: [String] = []
        do throws(SQLError) {
            var statement = try self.prepare(sql, name: "integrity check")
            while try statement.step() { problems.append(statement.text()) }
        } catch {
            guard error.code == .corrupt else { throw error }
            problems.append(error.message)
        }
        return problems == ["ok"] ? [] : problems
    }

    /// Writes the database as one transaction sees it into a new file without gaps, and syncs it.
    ///
    /// Reads only: writers go on beside it. Only the owner may read the file.
    /// - Parameter path: A file that is not there yet; after an error it is not there either.
    /// - Throws: `cannotOpen` if there is a file or no directory, `diskFull`, `ioError`, `interrupted`, and `misuse`
    ///   inside a transaction.
    package func vacuum(into path: String) throws(SQLError) {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file < 0 { throw Self.systemError("backup \(path)", errno) }
        close(file)
        do throws(SQLError) {
            try self.writeCopy(to: path)
            try Self.sync(path)
        } catch {
            unlink(path)
            throw error
        }
    }

    private func writeCopy(to path: String) throws(SQLError) {
        var statement = try self.prepare("VACUUM INTO ?1", name: "vacuum into")
        statement.text(path)
        // A reader may not even write another file.
        let isReader = try self.integer("PRAGMA query_only") == 1
        if isReader { try self.execute("PRAGMA query_only = OFF") }
        do throws(SQLError) {
            try statement.run()
        } catch {
            if isReader { try self.execute("PRAGMA query_only = ON") }
            throw error
        }
        if isReader { try self.execute("PRAGMA query_only = ON") }
    }

    /// SQLite does not sync what VACUUM INTO writes, and nobody syncs the directory of a new file.
    private static func sync(_ path: String) throws(SQLError) {
        let end = path.lastIndex(of: "/")
        let directory = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        for (name, flags) in [(path, O_RDONLY), (directory, O_RDONLY | O_DIRECTORY)] {
            let file = open(name, flags | O_CLOEXEC)
            if file < 0 { throw Self.systemError("sync \(name)", errno) }
            let result = fsync(file) == 0 ? 0 : errno
            close(file)
            if result != 0 { throw Self.systemError("sync \(name)", result) }
        }
    }

    static func systemError(_ what: String, _ number: Int32) -> SQLError {
        let code: SQLError.Code =
            switch number {
            case ENOSPC, EDQUOT: .diskFull
            case EROFS: .readOnly
            case ENOMEM: .outOfMemory
            case EIO: .ioError
            default: .cannotOpen
            }
        return SQLError(code, message: "\(what): \(String(cString: strerror(number)))")
    }
}
