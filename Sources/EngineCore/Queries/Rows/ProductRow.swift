package import SQLStore

/// A product with what it costs now and how many can be had.
public struct ProductRow: Sendable, Hashable {
    /// The row.
    public let product: Product
    /// In minor units of the ledger asked for; nil if it has no price there now.
    public let price: Int64?
    /// Units neither sold nor reserved; nil is without limit.
    public let availableUnits: Int64?
}

extension ProductRow: QueryRow {
    /// With `$2` the ledger and `$3` the time.
    static let select = """
        SELECT \(Product.table.columns("p")),
          (SELECT r.amount FROM price r WHERE r.product_id = p.id AND r.ledger_id = $2 AND r.valid_from <= $3
           ORDER BY r.valid_from DESC LIMIT 1),
          s.on_hand - s.reserved
        FROM product p LEFT JOIN stock s ON s.product_id = p.id
        """

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.product = Product(from: &columns)
        self.price = columns.optionalInt64()
        self.availableUnits = columns.optionalInt64()
    }
}
