import CPostgreSQL

/// What a database's URL says, taken apart by libpq.
package struct PostgreSQLAddress: Sendable {
    /// Variables by which libpq's programs (`pg_dump`, `createdb`) reach the same database, the password among them; so
    /// it never stands in a command line.
    package let environment: [String: String]
    private let values: [String: String]
    /// Host and database, without user and password; for errors.
    package let description: String

    /// - Returns: Nil if libpq cannot read the URL.
    package init?(_ url: String) {
        guard let options = PQconninfoParse(url, nil) else { return nil }
        defer { PQconninfoFree(options) }
        var variables: [String: String] = [:]
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                values[String(cString: keyword)] = String(cString: value)
                if let variable = option.pointee.envvar {
                    variables[String(cString: variable)] = String(cString: value)
                }
            }
            option += 1
        }
        self.environment = variables
        self.values = values
        let host = values["host"] ?? values["hostaddr"] ?? "the local server"
        let database = values["dbname"] ?? values["user"] ?? ""
        self.description = "\(host)/\(database)"
    }

    /// The same server and login, another database: a libpq connection string, which may hold a password.
    package func connection(to database: String) -> String {
        var values = self.values
        values["dbname"] = database
        let pairs = values.sorted { $0.key < $1.key }.map { key, value in
            let escaped = String(value.flatMap { "\\'".contains($0) ? ["\\", $0] : [$0] })
            return "\(key)='\(escaped)'"
        }
        return pairs.joined(separator: " ")
    }
}
