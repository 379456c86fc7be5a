package import SQLStore

/// A product's price from a time on, in minor units.
public struct Price: Sendable, Hashable {
    /// The product.
    public let productID: ID
    /// The ledger, which is one currency.
    public let ledgerID: Int16
    /// From when on, microseconds.
    public let validFrom: Int64
    /// Of one, minor units.
    public var amount: Int64

    package init(
        productID: ID,
        ledgerID: Int16,
        validFrom: Int64,
        amount: Int64
    ) {
        self.productID = productID
        self.ledgerID = ledgerID
        self.validFrom = validFrom
        self.amount = amount
    }
}

extension Price: StoredRow {
    package struct Key: Hashable, Comparable, Sendable {
        package var productID: ID
        package var ledgerID: Int16
        package var validFrom: Int64

        package init(productID: ID, ledgerID: Int16, validFrom: Int64) {
            self.productID = productID
            self.ledgerID = ledgerID
            self.validFrom = validFrom
        }

        package static func < (left: Key, right: Key) -> Bool {
            (left.productID, left.ledgerID, left.validFrom) < (right.productID, right.ledgerID, right.validFrom)
        }
    }
    package var key: Key { Key(productID: self.productID, ledgerID: self.ledgerID, validFrom: self.validFrom) }
    package static let table = TableDescription(
        name: "price",
        columns: [
            Column("product_id", .uuid, isKey: true),
            Column("ledger_id", .int16, isKey: true),
            Column("valid_from", .int64, isKey: true),
            Column("amount", .int64),
        ],
        isHistory: true
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.productID)
        columns.int16(self.ledgerID)
        columns.int64(self.validFrom)
        columns.int64(self.amount)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key.productID)
        columns.int16(key.ledgerID)
        columns.int64(key.validFrom)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.productID = columns.id()
        self.ledgerID = columns.int16()
        self.validFrom = columns.int64()
        self.amount = columns.int64()
    }
}
