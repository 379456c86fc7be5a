import Foundation
import SQLStore
import Testing

/// Files that are no database, or not one of ours.
@Suite struct SQLiteOpeningTests {
    let database = TemporaryDatabase()

    @Test func aFileThatIsNotThereIsMadeOnlyIfAsked() throws {
        #expect(self.openFailure { $0.mayCreate = false }?.code == .cannotOpen)
        #expect(self.openFailure { $0.mode = .readOnly }?.code == .cannotOpen)
        #expect(self.database.size() == -1)
        #expect(self.openFailure { _ in } == nil)
        #expect(self.database.size() > 0)
    }

    @Test func theErrorNamesThePath() throws {
        let failed = self.openFailure { $0.mayCreate = false }
        #expect(failed?.message == "unable to open database file: \(self.database.path)")
    }

    @Test func aDirectoryOrAMissingOneCannotBeOpened() {
        #expect(self.openFailure { $0.path = self.database.folder }?.code == .cannotOpen)
        #expect(self.openFailure { $0.path = self.database.folder + "/none/data.db" }?.code == .cannotOpen)
    }

    /// A file of one byte is an empty one to SQLite, which once wrote such files itself.
    @Test(arguments: [2, 100, 4_096, 100_000])
    func aFileOfSomethingElseIsNoDatabase(count: Int) throws {
        try self.database.write(Array(repeating: UInt8(ascii: "x"), count: count))
        for mode in [SQLiteConfiguration.Mode.readWrite, .readOnly] {
            let failed = self.openFailure { $0.mode = mode }
            #expect(failed?.code == .corrupt)
            #expect(failed?.sqlState == "26")
        }
        #expect(self.database.size() == count, "it was written to")
    }

    @Test func anEmptyFileIsAnEmptyDatabase() throws {
        try self.database.write([])
        let connection = try self.database.connect { $0.mayCreate = false }
        let tables = try connection.integer("SELECT count(*) FROM sqlite_schema")
        #expect(tables == 0)
    }

    /// Cut in the header, in the first page, in the last page.
    @Test(arguments: [100, 2_000, 4_096, 20_000])
    func aTruncatedFileIsCorrupt(count: Int) throws {
        let bytes = try self.wholeFile()
        #expect(bytes.count > 20_000)
        try self.database.write(bytes.prefix(count))
        let failed = self.openFailure { _ in }
        #expect(failed?.code == .corrupt)
    }

    @Test(arguments: [(18, 3), (19, 3), (18, 255), (19, 255)])
    func aNewerFormatIsNamed(offset: Int, version: UInt8) throws {
        var bytes = try self.wholeFile()
        bytes[offset] = version
        try self.database.write(bytes)
        let failed = self.openFailure { _ in }
        #expect(failed?.code == .cannotOpen)
        #expect(failed?.message.hasPrefix("the file has a newer format") == true)
        #expect(failed?.message.contains("\(version)") == true)
    }

    @Test func aReaderCannotWrite() throws {
        let writer = try self.database.connect()
        try writer.execute("CREATE TABLE t(a INTEGER) STRICT")
        let reader = try self.database.connect { $0.mode = .readOnly }
        for sql in [
            "INSERT INTO t VALUES (1)", "CREATE TABLE u(a INTEGER) STRICT", "DROP TABLE t", "PRAGMA user_version = 9",
        ] {
            let failed = failure { () throws(SQLError) in try reader.execute(sql) }
            #expect(failed?.code == .readOnly, "\(sql)")
        }
        let rows = try reader.integer("SELECT count(*) FROM t")
        #expect(rows == 0)
    }

    @Test(.enabled(if: FileAccess.isPossible, "needs root, to be somebody else"))
    func aFileWithoutWritePermissionIsReadOnly() throws {
        try self.database.write(try self.wholeFile())
        chmod(self.database.path, 0o444)
        chmod(self.database.folder, 0o755)
        let failed = FileAccess.asNobody { self.openFailure { _ in } }
        #expect(failed?.code == .readOnly)
    }

    @Test(.enabled(if: FileAccess.isPossible, "needs root, to be somebody else"))
    func aFileWithoutReadPermissionCannotBeOpened() throws {
        try self.database.write(try self.wholeFile())
        chmod(self.database.path, 0o600)
        chmod(self.database.folder, 0o755)
        let failed = FileAccess.asNobody { self.openFailure { _ in } }
        #expect(failed?.code == .cannotOpen)
    }

    @Test func onlyFilesWithAWriteAheadLogAreWritten() {
        let failed = self.openFailure { $0.path = ":memory:" }
        #expect(failed?.code == .cannotOpen)
        #expect(failed?.message == "no write-ahead log is possible here, but memory")
    }

    @Test(arguments: [(SQLiteConfiguration.Synchronous.full, Int64(2)), (.normal, 1)])
    func settingsAreApplied(synchronous: SQLiteConfiguration.Synchronous, number: Int64) throws {
        let connection = try self.database.connect {
            $0.synchronous = synchronous
            $0.cacheKibibytes = 4_321
            $0.mapBytes = 65_536
            $0.busyMilliseconds = 1_234
        }
        for (pragma, value) in [
            ("synchronous", number), ("cache_size", -4_321), ("mmap_size", 65_536), ("busy_timeout", 1_234),
            ("foreign_keys", 0), ("wal_autocheckpoint", 0), ("temp_store", 2), ("trusted_schema", 0),
        ] {
            let found = try connection.integer("PRAGMA \(pragma)")
            #expect(found == value, "\(pragma)")
        }
    }

    private func openFailure(_ change: (inout SQLiteConfiguration) -> Void) -> SQLError? {
        failure { () throws(SQLError) in _ = try self.database.connect(change) }
    }

    /// The bytes of a database of several pages.
    private func wholeFile() throws -> [UInt8] {
        let other = TemporaryDatabase()
        do {
            let connection = try other.connect()
            try connection.execute(
                """
                CREATE TABLE t(a TEXT) STRICT;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
                INSERT INTO t SELECT printf('%0200d', i) FROM n;
                """
            )
        }
        let bytes = try Data(contentsOf: URL(filePath: other.path))
        return withExtendedLifetime(other) { Array(bytes) }
    }
}
