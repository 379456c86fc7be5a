/// Transactions that only read.
extension PostgreSQLConnection {
    private static let principalStatement = PostgreSQLStatement(
        "read_scope",
        "SELECT set_config('app.principal', $1, true), set_config('app.role', $2, true)",
        values: [.text, .text]
    )

    /// Begins reads for a principal, all of one state of the database; costs no trip of its own.
    ///
    /// Row policies compare with `app.principal` and `app.role`, which are set until the transaction ends. `sync` gives
    /// no answers for what this sends.
    /// - Parameters:
    ///   - principal: Nil sets nobody: policies then show no rows.
    ///   - role: `member`, `agent`, `admin`; empty for none.
    package mutating func beginRead(principal: SQLUUID?, role: String) throws(SQLError) {
        var values = PostgreSQLValues()
        values.text(principal.map { "\($0)" } ?? "")
        values.text(role)
        try self.queue(.beginRead, PostgreSQLValues(), ArrayColumns(), isKept: false)
        try self.queue(Self.principalStatement, values, ArrayColumns(), isKept: false)
    }
}
