import SQLStore

/// Reads what a batch needs, class after class; see ``Needs`` for what comes with each.
struct SQLiteLoader {
    let now: Int64

    func load(
        _ needs: Needs,
        from connection: borrowing SQLiteConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        for key in needs.keys.sorted() {
            try self.rows(LoadQueries.outcome, connection, into: &set.outcomes) {
                StoredOutcome.write(key: key, into: &$0)
            }
        }
        for id in needs.orders.sorted() { try self.order(id, connection, into: &set) }
        for id in needs.refunds.sorted() { try self.row(LoadQueries.refund, id, connection, into: &set.refunds) }
        try self.cash(needs, connection, into: &set)
        for id in needs.approvals.sorted() { try self.row(LoadQueries.approval, id, connection, into: &set.approvals) }
        try self.periods(needs, connection, into: &set)
        try self.people(needs, connection, into: &set)
        try self.catalogue(needs, connection, into: &set)
        for seq in needs.transfers.sorted() { try self.transfer(seq, connection, into: &set) }
        for id in needs.reconItems.sorted() {
            try self.row(LoadQueries.reconItem, id, connection, into: &set.reconItems)
        }
        for name in needs.consumers.sorted() {
            try self.rows(LoadQueries.consumer, connection, into: &set.consumers) { $0.text(name) }
        }
    }

    /// Rows of one query; all are locked, as nobody else can write.
    @discardableResult
    func rows<Row>(
        _ query: RowQuery<Row>,
        _ connection: borrowing SQLiteConnection,
        into rows: inout RowSet<Row>,
        _ write: (inout SQLiteStatement) -> Void
    ) throws(SQLError) -> [Row] {
        var found: [Row] = []
        try self.each(query, connection, write) { found.append($0) }
        for row in found { rows.load(row, isLocked: true) }
        return found
    }

    @discardableResult
    func row<Row>(
        _ query: RowQuery<Row>,
        _ id: ID,
        _ connection: borrowing SQLiteConnection,
        into rows: inout RowSet<Row>
    ) throws(SQLError) -> Row? where Row.Key == ID {
        if let row = rows[id] { return row }
        return try self.rows(query, connection, into: &rows) { $0.id(id) }.first
    }

    func each<Row>(
        _ query: RowQuery<Row>,
        _ connection: borrowing SQLiteConnection,
        _ write: (inout SQLiteStatement) -> Void,
        _ body: (Row) -> Void
    ) throws(SQLError) {
        try connection.withStatement(query.query) { statement throws(SQLError) in
            write(&statement)
            while try statement.step() { body(Row(from: &statement)) }
        }
    }
}
