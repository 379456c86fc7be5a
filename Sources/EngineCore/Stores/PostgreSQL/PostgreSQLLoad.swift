import SQLStore

/// One SELECT of a trip, and what becomes of its rows.
struct PostgreSQLLoad: Sendable {
    let statement: PostgreSQLStatement
    let take: @Sendable (inout PostgreSQLRows, inout WorkingSet) -> Void

    /// A statement whose rows are all columns of `Row`'s table.
    ///
    /// `{columns}` in the text stands for the columns of the table, which the text calls `t`; `put` says where a row goes.
    init<Row: StoredRow>(
        _ name: String,
        _ row: Row.Type,
        values: [SQLType] = [],
        columns: [SQLType] = [],
        _ text: String,
        _ put: @escaping @Sendable (Row, inout WorkingSet) -> Void
    ) {
        let names = Row.table.columns.map { "t.\($0.name)" }.joined(separator: ", ")
        let parts = text.split(separator: "{columns}", maxSplits: 1, omittingEmptySubsequences: false)
        precondition(parts.count == 2, "no columns in \(name)")
        self.statement = PostgreSQLStatement(name, parts[0] + names + parts[1], values: values, columns: columns)
        self.take = { rows, set in while rows.next() { put(Row(from: &rows), &set) } }
    }
}
