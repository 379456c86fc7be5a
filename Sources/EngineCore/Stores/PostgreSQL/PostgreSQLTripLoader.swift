import SQLStore

/// Sends the SELECTs of one trip and takes their rows when it ends.
struct PostgreSQLTripLoader: ~Copyable {
    private var pending: [PostgreSQLLoad] = []
    /// Answers before the first SELECT's that nobody wants.
    private var skipped = 0

    init() {}

    /// Sends a statement that answers no rows.
    mutating func send(
        _ statement: PostgreSQLStatement,
        _ columns: borrowing ArrayColumns = ArrayColumns(),
        on connection: inout PostgreSQLConnection
    ) throws(SQLError) {
        precondition(self.pending.isEmpty, "\(statement.name) after a SELECT")
        try connection.send(statement, columns: columns)
        self.skipped += 1
    }

    /// Sends a SELECT; one without arrays always, others only with rows to ask for.
    mutating func load(
        _ load: PostgreSQLLoad,
        _ values: borrowing PostgreSQLValues = PostgreSQLValues(),
        _ columns: borrowing ArrayColumns = ArrayColumns(),
        on connection: inout PostgreSQLConnection
    ) throws(SQLError) {
        if !columns.types.isEmpty && columns.isEmpty { return }
        try connection.send(load.statement, values, columns)
        self.pending.append(load)
    }

    /// Sends a SELECT whose only parameter is an array of ids.
    mutating func load(
        _ load: PostgreSQLLoad,
        ids: some Sequence<ID>,
        on connection: inout PostgreSQLConnection
    ) throws(SQLError) {
        var columns = ArrayColumns([.uuid])
        for id in ids.sorted() { columns.id(id) }
        try self.load(load, PostgreSQLValues(), columns, on: &connection)
    }

    /// Sends a SELECT whose only parameter is an array of texts.
    mutating func load(
        _ load: PostgreSQLLoad,
        texts: some Sequence<String>,
        on connection: inout PostgreSQLConnection
    ) throws(SQLError) {
        var columns = ArrayColumns([.text])
        for text in texts.sorted() { columns.text(text) }
        try self.load(load, PostgreSQLValues(), columns, on: &connection)
    }

    /// Ends the trip.
    mutating func finish(
        on connection: inout PostgreSQLConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        var results = try connection.sync()
        for _ in 0..<self.skipped { _ = results.next() }
        for load in self.pending {
            var rows = results.next()
            load.take(&rows, &set)
            try rows.check()
        }
        self.pending = []
        self.skipped = 0
    }
}
