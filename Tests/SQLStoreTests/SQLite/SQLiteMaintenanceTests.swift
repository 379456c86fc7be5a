import Foundation
import SQLStore
import Testing

/// Checkpoints, copies, and the search for damage.
@Suite struct SQLiteMaintenanceTests {
    let database = TemporaryDatabase()

    @Test func theWALGrowsUntilItIsMoved() throws {
        let writer = try self.filled()
        let frames = writer.walFrames
        #expect(frames > 0)
        #expect(self.database.size("-wal") >= frames * (4_096 + 24))
        let other = try self.database.connect()
        let moved = try other.checkpoint(.passive)
        #expect(moved == SQLiteCheckpoint(frames: frames, movedFrames: frames, isBusy: false))
        #expect(self.database.size() > 4_096)
        try writer.execute("INSERT INTO t VALUES ('again')")
        let walFrames = writer.walFrames
        #expect(walFrames < frames, "the WAL starts from its beginning")
        let emptied = try other.checkpoint(.truncate)
        #expect(emptied == SQLiteCheckpoint(frames: 0, movedFrames: 0, isBusy: false))
        #expect(self.database.size("-wal") == 0)
    }

    @Test func aReaderKeepsWhatItSees() throws {
        let writer = try self.filled()
        let reader = try self.database.connect { $0.mode = .readOnly }
        try reader.begin(.deferred)
        let before = try reader.integer("SELECT count(*) FROM t")
        try writer.execute("INSERT INTO t VALUES ('later')")
        let passive = try writer.checkpoint(.passive)
        #expect(passive.movedFrames < passive.frames)
        let restart = try writer.checkpoint(.restart)
        #expect(restart.isBusy)
        let still = try reader.integer("SELECT count(*) FROM t")
        #expect(still == before)
        try reader.commit()
        let done = try writer.checkpoint(.restart)
        #expect(!done.isBusy)
        #expect(done.movedFrames == done.frames)
    }

    @Test func aCheckpointInsideATransactionIsOurMistake() throws {
        let writer = try self.filled()
        try writer.begin()
        try writer.execute("DELETE FROM t")
        let failed = failure { () throws(SQLError) in _ = try writer.checkpoint(.passive) }
        #expect(failed?.code == .misuse)
        writer.rollback()
    }

    @Test func commitsCheckpointByThemselvesIfAsked() throws {
        let writer = try self.filled { $0.checkpointFrames = 1 }
        try writer.execute("INSERT INTO t VALUES ('again')")
        let walFrames = writer.walFrames
        #expect(walFrames == 0)
        #expect(self.database.size() > 4_096)
    }

    @Test(arguments: [SQLiteConfiguration.Mode.readWrite, .readOnly])
    func aCopyHoldsWhatWasCommitted(mode: SQLiteConfiguration.Mode) throws {
        let writer = try self.filled()
        let copyPath = self.database.folder + "/copy.db"
        try writer.begin()
        try writer.execute("INSERT INTO t VALUES ('not yet committed')")
        let source = try self.database.connect { $0.mode = mode }
        try source.vacuum(into: copyPath)
        let isReader = try source.integer("PRAGMA query_only")
        #expect(isReader == (mode == .readOnly ? 1 : 0))
        writer.rollback()
        var status = stat()
        #expect(stat(copyPath, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        let copy = try self.database.connect { $0.path = copyPath }
        let sum = "SELECT sum(length(a)) FROM t"
        let copied = try copy.integer(sum)
        let original = try writer.integer(sum)
        #expect(copied == original)
        let problems = try copy.integrityCheck(.full)
        #expect(problems == [])
    }

    @Test func aCopyNeverReplacesAFile() throws {
        let writer = try self.filled()
        let copyPath = self.database.folder + "/copy.db"
        try Data("precious".utf8).write(to: URL(filePath: copyPath))
        let failed = failure { () throws(SQLError) in try writer.vacuum(into: copyPath) }
        #expect(failed?.code == .cannotOpen)
        #expect(try Data(contentsOf: URL(filePath: copyPath)) == Data("precious".utf8))
        let nowhere = failure { () throws(SQLError) in try writer.vacuum(into: "/nonexistent/copy.db") }
        #expect(nowhere?.code == .cannotOpen)
    }

    @Test func aCopyThatFailsLeavesNoFile() throws {
        let writer = try self.filled()
        let copyPath = self.database.folder + "/copy.db"
        try writer.begin()
        let failed = failure { () throws(SQLError) in try writer.vacuum(into: copyPath) }
        #expect(failed?.code == .misuse)
        #expect(!FileManager.default.fileExists(atPath: copyPath))
        writer.rollback()
    }

    @Test func aSoundDatabaseHasNoProblems() throws {
        let writer = try self.filled()
        for integrity in [SQLiteConnection.Integrity.full, .quick] {
            let problems = try writer.integrityCheck(integrity)
            #expect(problems == [])
        }
    }

    @Test func damageIsFound() throws {
        do {
            let writer = try self.filled()
            try writer.execute("CREATE INDEX i ON t(a)")
        }
        var bytes = try Array(Data(contentsOf: URL(filePath: self.database.path)))
        // One letter of one row, in the table or in the index: only the comparison of both shows it.
        let digits = Array("0000000000000000000000000000000000000077".utf8)
        let row = try #require(bytes.indices.first { bytes[$0...].starts(with: digits) })
        bytes[row + digits.count - 1] = UInt8(ascii: "8")
        try self.database.write(bytes)
        let connection = try self.database.connect()
        let full = try connection.integrityCheck(.full)
        #expect(!full.isEmpty)
        let quick = try connection.integrityCheck(.quick)
        #expect(quick == [])
    }

    @Test func aDamagedPageIsCorrupt() throws {
        do { _ = try self.filled() }
        var bytes = try Array(Data(contentsOf: URL(filePath: self.database.path)))
        for offset in 4_096..<8_192 { bytes[offset] = 0xAA }
        try self.database.write(bytes)
        let connection = try self.database.connect()
        let failed = failure { () throws(SQLError) in _ = try connection.integer("SELECT sum(length(a)) FROM t") }
        #expect(failed?.code == .corrupt)
        let problems = try connection.integrityCheck(.quick)
        #expect(!problems.isEmpty)
    }

    /// A connection whose table has 200 rows, in several pages.
    private func filled(
        _ change: (inout SQLiteConfiguration) -> Void = { _ in }
    ) throws(SQLError) -> SQLiteConnection {
        let connection = try self.database.connect(change)
        try connection.execute(
            """
            CREATE TABLE t(a TEXT) STRICT;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
            INSERT INTO t SELECT printf('%040d', i) FROM n;
            """
        )
        return connection
    }
}
