import Foundation
import SQLStore
import Testing

/// One process per database.
@Suite(.timeLimit(.minutes(15))) struct SQLiteLockTests {
    let database = TemporaryDatabase()

    @Test func theSecondIsToldWhoHasIt() throws {
        let first = try SQLiteLock(database: self.database.path)
        let path = first.path
        #expect(path.hasSuffix("/data.db.lock"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "\(getpid())\n")
        let failed = self.lockFailure()
        #expect(failed == SQLError(.busy, message: "\(path) is held by process \(getpid())"))
        // The lock lives until here.
        withExtendedLifetime(first.path) {}
    }

    @Test func itIsFreeOnceItsHolderIsGone() throws {
        do { _ = try SQLiteLock(database: self.database.path) }
        #expect(self.lockFailure() == nil)
        #expect(self.lockFailure() == nil)
    }

    @Test func whatADeadProcessWroteDoesNotMatter() throws {
        try Data("1\n".utf8).write(to: URL(filePath: self.database.path + ".lock"))
        #expect(self.lockFailure() == nil)
    }

    @Test(arguments: ["", "garbage that is longer than any number\n", "x\n"])
    func aHolderThatDoesNotSayWhoItIsIsNamedSo(text: String) throws {
        let path = self.database.path + ".lock"
        try Data(text.utf8).write(to: URL(filePath: path))
        let file = open(path, O_RDWR)
        defer { close(file) }
        #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
        let failed = self.lockFailure()
        #expect(failed?.code == .busy)
        #expect(failed?.message.hasSuffix("is held by another process") == true)
    }

    @Test func aKilledProcessLetsGo() async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = self.database.path as String] in
            let lock = try SQLiteLock(database: path)
            if lock.path.isEmpty { return }
            kill(getpid(), SIGKILL)
            _ = lock.path
        }
        #expect(try String(contentsOfFile: self.database.path + ".lock", encoding: .utf8).hasSuffix("\n"))
        #expect(self.lockFailure() == nil)
    }

    @Test func twoNamesOfAFileAreOne() throws {
        try self.database.write([])
        let link = self.database.folder + "/link.db"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: self.database.path)
        let first = try SQLiteLock(database: link)
        #expect(self.lockFailure()?.code == .busy)
        let path = first.path
        #expect(path.hasSuffix("/data.db.lock"))
    }

    @Test func aFolderThatIsNotThereCannotBeLockedIn() {
        let failed = failure { () throws(SQLError) in
            _ = try SQLiteLock(database: self.database.folder + "/none/data.db")
        }
        #expect(failed?.code == .cannotOpen)
    }

    private func lockFailure() -> SQLError? {
        failure { () throws(SQLError) in _ = try SQLiteLock(database: self.database.path) }
    }
}
