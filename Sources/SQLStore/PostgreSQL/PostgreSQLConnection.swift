import CPostgreSQL
import Glibc

/// One connection to a PostgreSQL server, always in libpq's pipeline mode.
///
/// Statements are sent one after the other and answered together at `sync`: however many there are, that is one round
/// trip. The first that fails ends the trip: those after it are not executed, and the connection stays usable.
///
/// ```
/// try connection.send(.begin)
/// try connection.send(lockAccounts, columns: ids)
/// var results = try connection.sync()
/// ```
///
/// - Important: Blocks; one thread. It belongs to the thread that made it, `cancel` alone may leave it.
package struct PostgreSQLConnection: ~Copyable {
    /// An answer that the server owes.
    enum Expected {
        case preparation(of: String)
        case answer(to: String, PostgreSQLStatement.Role, isKept: Bool)
    }

    let connection: OpaquePointer
    let answerMilliseconds: Int
    /// Names and texts of what the server has prepared, or will have when the trip succeeds.
    var prepared: [String: String] = [:]
    var expected: [Expected] = []
    /// Stops the statement that runs; may be called from any thread.
    package let cancel: PostgreSQLCancel
    /// Whether COMMIT was on its way when the connection was lost: then the transaction may have been committed.
    ///
    /// False again as soon as the server has said how it ended.
    package internal(set) var commitWasSent = false
    /// Whether the connection ended; a new one has to be made.
    package internal(set) var isBroken = false

    /// Connects, and sets up the session.
    /// - Throws: `cannotOpen` when the server cannot be reached, refuses the login or is older than version 13;
    ///   `tooManyConnections`; `readOnly` when it must write and does not; what the settings of the session provoke.
    package static func open(_ configuration: PostgreSQLConfiguration) throws(SQLError) -> Self {
        var new = Self(try self.connect(configuration), answerMilliseconds: configuration.answerMilliseconds)
        try new.setUp(configuration)
        return new
    }

    private init(_ connection: OpaquePointer, answerMilliseconds: Int) {
        self.connection = connection
        self.answerMilliseconds = answerMilliseconds
        self.cancel = PostgreSQLCancel(connection)
    }

    /// Closes the connection; the server rolls back what was not committed.
    deinit { PQfinish(self.connection) }

    /// As `13.4` has 130004.
    package var serverVersion: Int { Int(PQserverVersion(self.connection)) }

    /// The server's process that serves this connection, as `pg_stat_activity` numbers it.
    package var serverProcess: Int { Int(PQbackendPID(self.connection)) }

    /// Whether a transaction is open, failed ones included; false when the connection is broken.
    package var isInTransaction: Bool {
        switch PQtransactionStatus(self.connection) {
        case PQTRANS_INTRANS, PQTRANS_INERROR: true
        default: false
        }
    }

    /// Whether the server is a standby, which takes no writes.
    package mutating func isInRecovery() throws(SQLError) -> Bool {
        try self.send(Self.recoveryStatement)
        var results = try self.sync()
        var rows = results.next()
        let answer = rows.next() && rows.bool()
        try rows.check()
        return answer
    }

    /// The value of a setting, as `SHOW` has it.
    package mutating func setting(_ name: String) throws(SQLError) -> String {
        var values = PostgreSQLValues()
        values.text(name)
        try self.send(Self.settingStatement, values)
        var results = try self.sync()
        var rows = results.next()
        let answer = rows.next() ? rows.text() : ""
        try rows.check()
        return answer
    }

    /// Gives up the open transaction, if there is one.
    ///
    /// Statements that were sent and not synced are thrown away with it.
    /// - Throws: When the connection is lost: the server then rolls back by itself.
    package mutating func rollback() throws(SQLError) {
        if !self.expected.isEmpty {
            do { _ = try self.sync() } catch  where self.isBroken { throw error } catch {}  // ends with the transaction
        }
        if !self.isInTransaction { return }
        try self.send(.rollback)
        _ = try self.sync()
    }

    private static let recoveryStatement = PostgreSQLStatement("is_in_recovery", "SELECT pg_is_in_recovery()")
    private static let settingStatement = PostgreSQLStatement(
        "setting",
        "SELECT current_setting($1)",
        values: [.text]
    )
}

@available(*, unavailable) extension PostgreSQLConnection: Sendable {}
