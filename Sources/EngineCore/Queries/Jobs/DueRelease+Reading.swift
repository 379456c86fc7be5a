package import SQLStore

extension DueRelease: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        let orderID = columns.id()
        self.init(orderID: orderID, due: columns.int64())
    }
}
