import CSQLite

/// One connection to a SQLite file, for one thread at a time.
///
/// Its statements take no lock (`NOMUTEX`); only `interrupter` may be used from elsewhere. A thread that owns a
/// connection makes it there, or gets it `sending`. The connection is closed when the value ends; the last one on a
/// file writes the WAL into it and removes the WAL.
package struct SQLiteConnection: ~Copyable {
    let handle: OpaquePointer
    private let statements: SQLiteStatementCache
    private let frames: UnsafeMutablePointer<Int>
    /// Stops what this connection runs.
    package let interrupter: SQLiteInterrupter
    package let path: String
    /// The statements around transactions, with the ids after the caller's.
    let transactionQueries: TransactionQuery
    private let queryCount: Int

    /// Opens a file and sets the connection up; `configuration` says how.
    /// - Throws: `cannotOpen` (no file, a directory, no permission, a newer format), `corrupt` (no database, or a
    ///   damaged one), `readOnly` (a file that shall be written and cannot be), `busy`, `diskFull`, `ioError`.
    package init(_ configuration: SQLiteConfiguration) throws(SQLError) {
        let handle = try Self.openHandle(configuration)
        let statements = SQLiteStatementCache(capacity: configuration.queryCount + TransactionQuery.count)
        let queries = TransactionQuery(firstID: configuration.queryCount)
        do throws(SQLError) {
            try Self.configure(handle, configuration)
            // Now, so that no want of memory can be in the way of a rollback.
            try Self.withKept(queries.rollback, statements, handle) { _ in }
        } catch {
            sqlite3_close_v2(handle)
            throw error
        }
        self.handle = handle
        self.path = configuration.path
        self.queryCount = configuration.queryCount
        self.statements = statements
        self.transactionQueries = queries
        self.interrupter = SQLiteInterrupter(handle)
        self.frames = .allocate(capacity: 1)
        self.frames.initialize(to: 0)
        if configuration.mode == .readWrite, configuration.checkpointFrames == 0 { self.watchFrames() }
    }

    deinit {
        self.interrupter.connectionCloses()
        sqlite3_wal_hook(self.handle, nil, nil)
        // Statements that still live keep it open until the last of them ends.
        sqlite3_close_v2(self.handle)
        self.frames.deallocate()
    }

    /// Runs statements that take no parameters, one after the other; rows they answer are thrown away.
    package func execute(_ sql: String, name: StaticString = "") throws(SQLError) {
        guard sqlite3_exec(self.handle, sql, nil, nil, nil) == SQLITE_OK else { throw self.error(name) }
    }

    /// A statement of its own, which the caller keeps.
    /// - Parameters:
    ///   - sql: One statement.
    ///   - name: What errors call it.
    ///   - isPersistent: Whether it is used often and for long.
    /// - Returns: The statement, ready for its parameters.
    /// - Throws: `misuse` for SQL that is wrong, empty, or more than one statement.
    package func prepare(
        _ sql: String,
        name: StaticString = "",
        isPersistent: Bool = false
    ) throws(SQLError) -> SQLiteStatement {
        try Self.prepare(self.handle, sql, name, isPersistent: isPersistent)
    }

    /// Calls `body` with a query's statement, which is prepared at its first use and kept.
    ///
    /// Several may be in use at once, but not one of them twice. Afterwards the statement is reset.
    /// - Throws: What `body` throws; what failed in reading the last row; `misuse` for wrong SQL.
    package func withStatement<Result>(
        _ query: SQLiteQuery,
        _ body: (inout SQLiteStatement) throws(SQLError) -> Result
    ) throws(SQLError) -> Result {
        precondition(query.id < self.queryCount, "query \(query.name) has the id \(query.id) of \(self.queryCount)")
        return try self.withKept(query, body)
    }

    /// As `withStatement`, for this type's own queries too.
    func withKept<Result>(
        _ query: SQLiteQuery,
        _ body: (inout SQLiteStatement) throws(SQLError) -> Result
    ) throws(SQLError) -> Result {
        try Self.withKept(query, self.statements, self.handle, body)
    }

    private static func withKept<Result>(
        _ query: SQLiteQuery,
        _ statements: borrowing SQLiteStatementCache,
        _ handle: OpaquePointer,
        _ body: (inout SQLiteStatement) throws(SQLError) -> Result
    ) throws(SQLError) -> Result {
        try statements.withStatement(
            query,
            prepare: { () throws(SQLError) in
                try Self.prepare(handle, query.sql, query.name, isPersistent: true)
            },
            body
        )
    }

    /// The first column of the first row, for settings and counts; nil without a row, or if it is NULL.
    package func integer(_ sql: String, name: StaticString = "") throws(SQLError) -> Int64? {
        var statement = try self.prepare(sql, name: name)
        guard try statement.step() else { return nil }
        let value = statement.optionalInt64()
        if let failure = statement.failure { throw failure }
        return value
    }

    /// The rows that the last INSERT, UPDATE or DELETE changed.
    package var changes: Int { Int(sqlite3_changes64(self.handle)) }

    /// The number that the last row got which has an `INTEGER PRIMARY KEY`.
    package var lastInsertedID: Int64 { sqlite3_last_insert_rowid(self.handle) }

    /// Frames in the WAL after this connection's last commit; a frame is a page and 24 bytes.
    ///
    /// 0 if commits checkpoint.
    package var walFrames: Int { self.frames.pointee }

    private func watchFrames() {
        sqlite3_wal_hook(
            self.handle,
            { frames, _, _, count in
                frames?.assumingMemoryBound(to: Int.self).pointee = Int(count)
                return SQLITE_OK
            },
            self.frames
        )
    }

    func error(_ name: StaticString) -> SQLError { SQLError(sqlite: self.handle, statement: "\(name)") }

    static func prepare(
        _ handle: OpaquePointer,
        _ sql: String,
        _ name: StaticString,
        isPersistent: Bool
    ) throws(SQLError) -> SQLiteStatement {
        let flags = isPersistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        var statement: OpaquePointer?
        var sql = sql
        let (result, hasMore) = sql.withUTF8 { text in
            let start = text.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }
            var tail: UnsafePointer<CChar>?
            let result = sqlite3_prepare_v3(handle, start, Int32(text.count), flags, &statement, &tail)
            let used = start.flatMap { start in tail.map { $0 - start } } ?? text.count
            return (result, text[used...].contains { $0 > UInt8(ascii: " ") })
        }
        guard result == SQLITE_OK else { throw SQLError(sqlite: handle, statement: "\(name)") }
        guard let statement else { throw SQLError(.misuse, message: "no statement", statement: "\(name)") }
        let prepared = SQLiteStatement(handle: statement, name: name)
        if hasMore { throw SQLError(.misuse, message: "more than one statement", statement: "\(name)") }
        return prepared
    }
}
