package import SQLStore

/// Units of a product on hand and reserved; a product without such a row is unlimited.
public struct Stock: Sendable, Hashable {
    /// The product.
    public let productID: ID
    /// Units there are.
    public var onHand: Int64
    /// Units that unpaid orders hold.
    public var reserved: Int64

    package init(
        productID: ID,
        onHand: Int64,
        reserved: Int64
    ) {
        self.productID = productID
        self.onHand = onHand
        self.reserved = reserved
    }
}

extension Stock: StoredRow {
    package typealias Key = ID
    package var key: ID { self.productID }
    package static let table = TableDescription(
        name: "stock",
        columns: [
            Column("product_id", .uuid, isKey: true),
            Column("on_hand", .int64),
            Column("reserved", .int64),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.productID)
        columns.int64(self.onHand)
        columns.int64(self.reserved)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.productID = columns.id()
        self.onHand = columns.int64()
        self.reserved = columns.int64()
    }
}
