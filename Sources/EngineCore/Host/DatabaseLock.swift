package import SQLStore
import Synchronization

/// A SQLite file's lock that can be shared and let go of.
package final class DatabaseLock: Sendable {
    private let lock: Mutex<SQLiteLock?>

    /// - Throws: `busy` naming the process that has it.
    package init(database path: String) throws(SQLError) {
        self.lock = Mutex(try SQLiteLock(database: path))
    }

    package func release() { self.lock.withLock { $0 = nil } }
}
