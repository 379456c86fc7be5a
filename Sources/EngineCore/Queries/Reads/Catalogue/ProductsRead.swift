import SQLStore

/// Products with the current price, newest first; only admins see inactive ones.
package struct ProductsRead: EngineRead {
    package var page: PageRequest
    package var ledgerID: Int16
    /// Microseconds: decides which price is the current one.
    package var now: Int64

    package init(page: PageRequest, ledgerID: Int16, now: Int64) {
        (self.page, self.ledgerID, self.now) = (page, ledgerID, now)
    }

    private static let active = "$1 IS NOT NULL AND p.status = \(ProductStatus.active.rawValue)"
    private static let query = ScopedQuery(
        ("products_member", "products_agent", "products_admin"),
        [.int16, .int64, .uuid, .int64],
        member: Self.active,
        agent: Self.active,
        admin: .any
    ) { condition in "\(ProductRow.select) WHERE \(condition) AND p.id < $4 ORDER BY p.id DESC LIMIT $5" }

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<ProductRow> {
        try connection.page(
            self.page,
            after: .newest("p"),
            Self.query,
            scope,
            [.int16(self.ledgerID), .int64(self.now)],
            as: ProductRow.self
        ) { PageKey("p", .id($0.product.id)) }
    }
}
