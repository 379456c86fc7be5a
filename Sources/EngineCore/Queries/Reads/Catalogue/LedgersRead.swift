/// All ledgers: currencies and their scales.
package struct LedgersRead: EngineRead {
    package init() {}

    private static let query = ReadQuery("ledgers", "SELECT \(Ledger.table.columns("l")) FROM ledger l ORDER BY l.id")

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> [Ledger] { try connection.list(Self.query, as: Ledger.self) }
}
