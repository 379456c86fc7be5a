import CSQLite

/// What happens between a path and a connection that can be used.
extension SQLiteConnection {
    static func openHandle(_ configuration: SQLiteConfiguration) throws(SQLError) -> OpaquePointer {
        var flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        if configuration.mayCreate, configuration.mode == .readWrite { flags |= SQLITE_OPEN_CREATE }
        var handle: OpaquePointer?
        let result = sqlite3_open_v2(configuration.path, &handle, flags, nil)
        guard result == SQLITE_OK, let handle else {
            var error = SQLError(sqlite: handle, statement: "open")
            if error.code == .cannotOpen { error.message += ": \(configuration.path)" }
            sqlite3_close_v2(handle)
            throw error
        }
        return handle
    }

    /// Sets the connection up, and by that reads the file for the first time: `open` has only looked for it.
    static func configure(_ handle: OpaquePointer, _ configuration: SQLiteConfiguration) throws(SQLError) {
        sqlite3_busy_timeout(handle, configuration.busyMilliseconds)
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, configuration.valueLimitBytes)
        // A schema that someone else wrote cannot run functions, a string in double quotes is an error, and no
        // statement of ours writes into SQLite's own tables.
        for (option, isOn) in [
            (SQLITE_DBCONFIG_DEFENSIVE, true), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (SQLITE_DBCONFIG_DQS_DML, false), (SQLITE_DBCONFIG_DQS_DDL, false), (SQLITE_DBCONFIG_ENABLE_FKEY, false),
        ] {
            let result = wg_sqlite3_db_config(handle, option, isOn ? 1 : 0)
            if result != SQLITE_OK { throw SQLError(sqliteResult: result, statement: "open") }
        }
        do throws(SQLError) {
            try Self.apply(
                """
                PRAGMA schema_version;
                PRAGMA temp_store = MEMORY;
                PRAGMA cache_size = -\(configuration.cacheKibibytes);
                PRAGMA mmap_size = \(configuration.mapBytes);
                PRAGMA wal_autocheckpoint = \(configuration.checkpointFrames);
                PRAGMA synchronous = \(configuration.synchronous.rawValue);
                """,
                to: handle
            )
            switch configuration.mode {
            case .readWrite: try Self.prepareForWriting(handle)
            case .readOnly: try Self.apply("PRAGMA query_only = ON", to: handle)
            }
        } catch {
            throw Self.explain(error, handle)
        }
    }

    private static func apply(_ sql: String, to handle: OpaquePointer) throws(SQLError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            throw SQLError(sqlite: handle, statement: "open")
        }
    }

    private static func prepareForWriting(_ handle: OpaquePointer) throws(SQLError) {
        if sqlite3_db_readonly(handle, "main") == 1 {
            throw SQLError(.readOnly, sqlState: "8", message: "the file cannot be written", statement: "open")
        }
        var statement = try Self.prepare(handle, "PRAGMA journal_mode = WAL", "open", isPersistent: false)
        let mode = try statement.step() ? statement.text() : ""
        if let failure = statement.failure { throw failure }
        if mode != "wal" {
            throw SQLError(.cannotOpen, message: "no write-ahead log is possible here, but \(mode)", statement: "open")
        }
    }

    /// Tells a file of a later SQLite from one that is damaged or cannot be written.
    ///
    /// The header is read through SQLite's own file: closing another descriptor of it would drop the locks of every
    /// connection in this process (https://www.sqlite.org/howtocorrupt.html section 2.2).
    private static func explain(_ error: SQLError, _ handle: OpaquePointer) -> SQLError {
        guard error.code == .corrupt || error.code == .readOnly else { return error }
        var file: UnsafeMutablePointer<sqlite3_file>?
        guard sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK,
            let file, let read = file.pointee.pMethods?.pointee.xRead
        else { return error }
        // "SQLite format 3\0", two bytes of page size, the versions needed to write and to read (1 or 2).
        return withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { header in
            guard read(file, header.baseAddress, 20, 0) == SQLITE_OK,
                header.prefix(16).elementsEqual("SQLite format 3\0".utf8), header[18] > 2 || header[19] > 2
            else { return error }
            return SQLError(
                .cannotOpen,
                sqlState: error.sqlState,
                message: "the file has a newer format, \(header[18]) to write and \(header[19]) to read",
                statement: "open"
            )
        }
    }
}
