/// Why a database did not do what it was asked.
///
/// Never holds a value of a row or of a parameter, so it may be logged.
package struct SQLError: Error, Equatable, CustomStringConvertible {
    package enum Code: UInt8, CaseIterable, Sendable {
        /// Another connection or process holds the database.
        case busy
        /// A lock was not granted in time.
        case lockTimeout
        /// A statement ran longer than it may.
        case statementTimeout
        case serialization
        case deadlock
        /// A unique or primary key exists already.
        case uniqueViolation
        /// A CHECK, NOT NULL or type rule refused a row.
        case checkViolation
        /// The connection ended; what it was asked last may or may not have happened.
        case connectionLost
        case tooManyConnections
        case diskFull
        /// Reading, writing or syncing a file failed.
        case ioError
        case readOnly
        case outOfMemory
        /// Stopped by `interrupt`.
        case interrupted
        /// The file is damaged, or is no database of this kind.
        case corrupt
        /// No file, no server, no permission.
        case cannotOpen
        /// Our bug: a wrong statement, a value the database cannot store, a column read as another type.
        case misuse
        case other
    }

    package var code: Code
    /// PostgreSQL's SQLSTATE (five characters), or SQLite's extended result code as decimal text; empty if neither
    /// said it.
    package var sqlState: String
    /// The database's words, without values.
    package var message: String
    /// The name of the statement; empty outside one.
    package var statement: String

    package init(_ code: Code, sqlState: String = "", message: String, statement: String = "") {
        self.code = code
        self.sqlState = sqlState
        self.message = message
        self.statement = statement
    }

    package var description: String {
        let place = self.statement.isEmpty ? "" : " in \(self.statement)"
        let state = self.sqlState.isEmpty ? "" : " (\(self.sqlState))"
        return "\(self.code)\(place)\(state): \(self.message)"
    }
}
