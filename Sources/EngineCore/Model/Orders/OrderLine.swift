package import SQLStore

/// One product within an order.
public struct OrderLine: Sendable, Hashable {
    /// The order.
    public let orderID: ID
    /// The line's number within the order, from 1.
    public let line: Int16
    /// The product.
    public var productID: ID
    /// The plan that its commission follows; nil: no commission.
    public var planID: ID?
    /// How many.
    public var qty: Int32
    /// The price of one, minor units.
    public var unit: Int64
    /// unit x qty, minor units.
    public var amount: Int64
    /// What was given back of it, minor units.
    public var refunded: Int64

    package init(
        orderID: ID,
        line: Int16,
        productID: ID,
        planID: ID? = nil,
        qty: Int32,
        unit: Int64,
        amount: Int64,
        refunded: Int64
    ) {
        self.orderID = orderID
        self.line = line
        self.productID = productID
        self.planID = planID
        self.qty = qty
        self.unit = unit
        self.amount = amount
        self.refunded = refunded
    }
}

extension OrderLine: StoredRow {
    package struct Key: Hashable, Comparable, Sendable {
        package var orderID: ID
        package var line: Int16

        package init(orderID: ID, line: Int16) {
            self.orderID = orderID
            self.line = line
        }

        package static func < (left: Key, right: Key) -> Bool {
            (left.orderID, left.line) < (right.orderID, right.line)
        }
    }
    package var key: Key { Key(orderID: self.orderID, line: self.line) }
    package static let table = TableDescription(
        name: "order_line",
        columns: [
            Column("order_id", .uuid, isKey: true),
            Column("line", .int16, isKey: true),
            Column("product_id", .uuid),
            Column("plan_id", .uuid, isNullable: true),
            Column("qty", .int32),
            Column("unit", .int64),
            Column("amount", .int64),
            Column("refunded", .int64),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.orderID)
        columns.int16(self.line)
        columns.id(self.productID)
        columns.optionalID(self.planID)
        columns.int32(self.qty)
        columns.int64(self.unit)
        columns.int64(self.amount)
        columns.int64(self.refunded)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key.orderID)
        columns.int16(key.line)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.orderID = columns.id()
        self.line = columns.int16()
        self.productID = columns.id()
        self.planID = columns.optionalID()
        self.qty = columns.int32()
        self.unit = columns.int64()
        self.amount = columns.int64()
        self.refunded = columns.int64()
    }
}
