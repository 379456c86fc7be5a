import EngineCore
import SQLStore
import TestKit

/// The books in a PostgreSQL database, made once by an owner who is no superuser; plants get copies.
struct BooksDatabase: Sendable {
    static let shared = Result { try BooksDatabase() }
    static let owner = "books_owner"

    let server: PostgreSQLServer
    /// For reading.
    let name: String
    let ids: BooksIDs
    /// The original, to which nobody connects.
    private let template: String

    private init() throws {
        let books = Books()
        self.server = try PostgreSQLServer.shared
        self.ids = BooksIDs(books)
        self.template = try self.server.createDatabase()
        self.name = self.template + "_read"
        try self.server.execute(
            """
            DO $roles$ BEGIN
              CREATE ROLE \(Self.owner) LOGIN CREATEROLE;
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'wg_backup') THEN
                CREATE ROLE wg_backup LOGIN NOINHERIT BYPASSRLS;
              END IF;
            END $roles$
            """
        )
        try self.server.execute("ALTER DATABASE \(self.template) OWNER TO \(Self.owner)")
        try Self.fill(self.template, books, self.server)
        try self.copy(to: self.name)
    }

    private static func fill(_ database: String, _ books: Books, _ server: PostgreSQLServer) throws {
        var owner = try server.connect(database, user: Self.owner)
        let plan = try Migrator.migrate(&owner, now: 1)
        precondition(plan == .upToDate, "\(plan)")
        // Not even the owner gets rows past the policies.
        var superuser = try server.connect(database)
        try superuser.run("DELETE FROM chain_head")
        try books.write(into: &superuser)
    }

    /// Another database with the same rows.
    func copy() throws -> String {
        let name = self.template + "_" + String(UInt32.random(in: 0...UInt32.max), radix: 36)
        try self.copy(to: name)
        return name
    }

    private func copy(to name: String) throws {
        // A session that was just closed may take a moment to leave.
        try self.server.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(self.template)'
            """
        )
        try self.server.execute("CREATE DATABASE \(name) TEMPLATE \(self.template)")
    }
}
