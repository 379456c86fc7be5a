package import SQLStore

extension DueHold: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        let seq = columns.int64()
        self.init(seq: seq, orderID: columns.id())
    }
}
