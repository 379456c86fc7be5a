import CSQLite
import Synchronization

/// Stops what a connection runs, from any thread.
package final class SQLiteInterrupter: Sendable {
    /// The connection's address; 0 once it is closed.
    private let address: Mutex<UInt>

    init(_ handle: OpaquePointer) { self.address = Mutex(UInt(bitPattern: handle)) }

    /// The statements running now fail with `interrupted`, and a write rolls its transaction back; nothing happens to
    /// an idle or closed connection.
    package func interrupt() {
        self.address.withLock { address in
            if let handle = OpaquePointer(bitPattern: address) { sqlite3_interrupt(handle) }
        }
    }

    /// To be called before the connection is closed.
    func connectionCloses() { self.address.withLock { $0 = 0 } }
}
