import SQLStore

/// The primary key of a stored outcome.
struct KeyRow: QueryRow {
    let key: StoredOutcome.Key

    init(from columns: inout some ColumnReader & ~Copyable) {
        let owner = columns.id()
        self.key = StoredOutcome.Key(ownerID: owner, key: columns.text())
    }
}
