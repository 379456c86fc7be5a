package import SQLStore

extension OpenItems: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        let holds = columns.int64()
        let events = columns.int64()
        let oldest = columns.optionalInt64()
        self.init(
            pendingHolds: Int(holds),
            undeliveredEvents: Int(events),
            oldestUndelivered: oldest,
            unreconciledItems: Int(columns.int64())
        )
    }
}
