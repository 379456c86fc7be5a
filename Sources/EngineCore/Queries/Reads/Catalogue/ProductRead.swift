import SQLStore

/// One product, inactive ones too: orders name them.
package struct ProductRead: EngineRead {
    package var id: ID
    package var ledgerID: Int16
    /// Microseconds: decides which price is the current one.
    package var now: Int64

    package init(id: ID, ledgerID: Int16, now: Int64) { (self.id, self.ledgerID, self.now) = (id, ledgerID, now) }

    private static let query = ReadQuery("product", [.uuid, .int16, .int64], "\(ProductRow.select) WHERE p.id = $1")

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> ProductRow? {
        let values: [SQLValue] = [.uuid(self.id), .int16(self.ledgerID), .int64(self.now)]
        return try connection.find(Self.query, values, as: ProductRow.self)
    }
}
