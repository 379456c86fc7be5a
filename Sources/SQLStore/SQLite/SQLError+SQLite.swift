import CSQLite
import Glibc

extension SQLError {
    /// The last error of a connection.
    ///
    /// SQLite's words name tables, columns and rules, never values.
    init(sqlite handle: OpaquePointer?, statement: String = "") {
        guard let handle else {
            self.init(.outOfMemory, sqlState: "7", message: "out of memory", statement: statement)
            return
        }
        let result = sqlite3_extended_errcode(handle)
        var code = Self.code(ofSQLite: result)
        if code == .ioError, [ENOSPC, EDQUOT].contains(sqlite3_system_errno(handle)) { code = .diskFull }
        let message = String(cString: sqlite3_errmsg(handle))
        self.init(code, sqlState: "\(result)", message: message, statement: statement)
    }

    /// A result code that comes without a connection's message.
    init(sqliteResult result: Int32, statement: String = "") {
        let message = String(cString: sqlite3_errstr(result))
        self.init(Self.code(ofSQLite: result), sqlState: "\(result)", message: message, statement: statement)
    }

    /// What an extended result code means; https://www.sqlite.org/rescode.html lists them.
    static func code(ofSQLite result: Int32) -> Code {
        switch result {
        // Extended codes are macros with an expression, which Swift does not import: primary | number << 8.
        case SQLITE_CONSTRAINT | 6 << 8, SQLITE_CONSTRAINT | 8 << 8, SQLITE_CONSTRAINT | 10 << 8:
            return .uniqueViolation
        case SQLITE_BUSY | 2 << 8: return .serialization  // BUSY_SNAPSHOT: what was read has changed since
        case SQLITE_BUSY | 3 << 8: return .lockTimeout
        case SQLITE_IOERR | 12 << 8: return .outOfMemory
        case SQLITE_IOERR | 33 << 8: return .corrupt  // CORRUPTFS
        default: break
        }
        switch result & 0xFF {
        case SQLITE_BUSY: return .busy
        case SQLITE_CONSTRAINT, SQLITE_MISMATCH: return .checkViolation
        case SQLITE_FULL: return .diskFull
        case SQLITE_IOERR: return .ioError
        case SQLITE_READONLY: return .readOnly
        case SQLITE_NOMEM: return .outOfMemory
        case SQLITE_INTERRUPT: return .interrupted
        case SQLITE_CORRUPT, SQLITE_NOTADB: return .corrupt
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_NOLFS: return .cannotOpen
        // LOCKED is a conflict within one connection. ERROR is a statement that is no SQL or names what is not there.
        case SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE, SQLITE_TOOBIG, SQLITE_LOCKED, SQLITE_SCHEMA: return .misuse
        default: return .other
        }
    }
}
