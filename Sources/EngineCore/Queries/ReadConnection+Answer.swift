import SQLStore

extension ReadConnection where Self: ~Copyable {
    /// Runs a read for somebody: one transaction, one state of the database.
    package mutating func answer<Read: EngineRead>(
        _ read: Read,
        as scope: Scope
    ) throws(QueryError) -> Answer<Read.Result> {
        do throws(SQLError) { try self.beginReading(for: .scope(scope)) } catch { throw QueryError(error) }
        do throws(QueryError) {
            let head = try self.find(ChainHead.current, as: ChainHead.self)
            let value = try read.run(&self, scope)
            self.endReading()
            return Answer(value, asOf: head?.lastTransfer ?? 0)
        } catch {
            self.endReading()
            throw error
        }
    }

    mutating func list<Row: QueryRow>(
        _ query: ReadQuery,
        _ values: [SQLValue] = [],
        as type: Row.Type
    ) throws(QueryError) -> [Row] {
        do throws(SQLError) { return try self.rows(query, values, as: type) } catch { throw QueryError(error) }
    }

    mutating func find<Row: QueryRow>(
        _ query: ReadQuery,
        _ values: [SQLValue] = [],
        as type: Row.Type
    ) throws(QueryError) -> Row? {
        try self.list(query, values, as: type).first
    }

    /// Reads one row more than the page has, to know whether it is the last.
    ///
    /// `first` is the key before the first row of the whole list. The query's last parameters are the parts of a key
    /// and the limit (int64), in this order.
    mutating func page<Row: QueryRow>(
        _ request: PageRequest,
        after first: PageKey,
        _ query: ReadQuery,
        _ values: [SQLValue],
        as type: Row.Type,
        key: (Row) -> PageKey
    ) throws(QueryError) -> Page<Row> {
        var start = first
        if let cursor = request.cursor {
            guard let key = PageKey(cursor, like: first) else { throw QueryError(.invalidCursor) }
            start = key
        }
        var rows = try self.list(query, values + start.values + [.int64(Int64(request.limit) + 1)], as: type)
        if rows.count <= request.limit { return Page(rows: rows) }
        rows.removeLast(rows.count - request.limit)
        return Page(rows: rows, next: rows.last.map { key($0).text })
    }
}

extension ChainHead {
    static let current = ReadQuery(
        "chain_head",
        "SELECT one, batch, last_transfer, last_event, hash FROM chain_head"
    )
}
