import SQLStore

extension EngineDatabase {
    /// The file, or host and database without user and password.
    package var place: String {
        switch self {
        case .sqlite(let path): path
        case .postgreSQL(let url): PostgreSQLAddress(url)?.description ?? "the database"
        }
    }

    /// Variables by which PostgreSQL's programs reach the same database, the password among them; none for a file.
    package var clientVariables: [String: String] {
        guard case .postgreSQL(let url) = self else { return [:] }
        return PostgreSQLAddress(url)?.environment ?? [:]
    }

    /// Another database of the same server, for the same login; nil for a file.
    package func sibling(named name: String) -> EngineDatabase? {
        guard case .postgreSQL(let url) = self, let address = PostgreSQLAddress(url) else { return nil }
        return .postgreSQL(url: address.connection(to: name))
    }
}
