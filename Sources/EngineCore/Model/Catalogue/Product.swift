package import SQLStore

/// What can be ordered.
public struct Product: Sendable, Hashable {
    /// Its id.
    public let id: ID
    /// The code that people use; unique.
    public var sku: String
    /// What people call it.
    public var name: String
    /// What plans choose by; nil: every category.
    public var category: String
    /// What kind it is.
    public var kind: ProductKind
    /// Where it stands.
    public var status: ProductStatus
    /// Of the row; each change adds 1.
    public var version: Int32

    package init(
        id: ID,
        sku: String,
        name: String,
        category: String,
        kind: ProductKind,
        status: ProductStatus,
        version: Int32
    ) {
        self.id = id
        self.sku = sku
        self.name = name
        self.category = category
        self.kind = kind
        self.status = status
        self.version = version
    }
}

extension Product: StoredRow {
    package typealias Key = ID
    package var key: ID { self.id }
    package static let table = TableDescription(
        name: "product",
        columns: [
            Column("id", .uuid, isKey: true),
            Column("sku", .text),
            Column("name", .text),
            Column("category", .text),
            Column("kind", .int16),
            Column("status", .int16),
            Column("version", .int32),
        ],
        isHistory: false
    )

    package func write(into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(self.id)
        columns.text(self.sku)
        columns.text(self.name)
        columns.text(self.category)
        columns.int16(self.kind.rawValue)
        columns.int16(self.status.rawValue)
        columns.int32(self.version)
    }

    package static func write(key: Key, into columns: inout some ColumnWriter & ~Copyable) {
        columns.id(key)
    }

    package init(from columns: inout some ColumnReader & ~Copyable) {
        self.id = columns.id()
        self.sku = columns.text()
        self.name = columns.text()
        self.category = columns.text()
        self.kind = columns.value(ProductKind.self)
        self.status = columns.value(ProductStatus.self)
        self.version = columns.int32()
    }
}
