/// How to reach a PostgreSQL server, and how it treats the session.
package struct PostgreSQLConfiguration: Sendable {
    /// `postgres://user:password@host:port/database?sslmode=verify-full`, or anything else that libpq reads.
    ///
    /// It may hold a password: it goes to libpq and nowhere else, and no error quotes it.
    var url: String
    /// Shown in `pg_stat_activity`.
    package var applicationName = "watchgate"
    /// `SET ROLE`; nil stays with the login role.
    package var role: String?
    /// Ends the search for a server after this time, over all of the URL's hosts.
    package var connectSeconds = 5
    /// Waits of a statement for one lock end with 55P03 after this time.
    package var lockMilliseconds = 2_000
    /// Statements end with 57014 after this time.
    package var statementMilliseconds = 10_000
    /// A transaction in which the client says nothing for this time is ended, with its connection: a frozen gateway lets
    /// go of its locks.
    package var idleInTransactionMilliseconds = 5_000
    /// `on`, or what gives up durability: `local`, `off`, `remote_write`, `remote_apply`.
    package var synchronousCommit = "on"
    /// A trip whose answers have not all arrived after this time counts as a lost connection.
    package var answerMilliseconds = 30_000
    /// Refuses a server that only reads: libpq then asks the URL's hosts for one that writes.
    package var mustWrite = false
    /// More settings of the session, by name.
    package var settings: [String: String] = [:]

    package init(url: String) { self.url = url }
}

extension PostgreSQLConfiguration: CustomStringConvertible, CustomReflectable {
    package var description: String { "PostgreSQLConfiguration(\(self.applicationName))" }
    package var customMirror: Mirror { Mirror(reflecting: self.description) }
}
