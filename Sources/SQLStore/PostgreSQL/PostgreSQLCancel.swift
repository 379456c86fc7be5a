import CPostgreSQL
import Synchronization

/// Stops what a connection is doing, from another thread.
///
/// The statement then ends with `interrupted`, and the connection stays usable.
package final class PostgreSQLCancel: @unchecked Sendable {  // libpq: a PGcancel is never changed once it was made
    private let cancel: OpaquePointer?
    private let wasRequested = Atomic(false)

    init(_ connection: OpaquePointer) { self.cancel = PQgetCancel(connection) }

    deinit { PQfreeCancel(self.cancel) }

    /// Asks the server over a connection of its own; blocks until the server has taken the request.
    ///
    /// A request that arrives when the statement has ended does nothing.
    /// - Returns: False when the server could not be asked.
    @discardableResult
    package func cancelStatement() -> Bool {
        self.wasRequested.store(true, ordering: .sequentiallyConsistent)
        var text: (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)  // libpq's words, which nobody reads
        return withUnsafeMutableBytes(of: &text) { text in
            PQcancel(self.cancel, text.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(text.count)) == 1
        }
    }

    /// Whether there was a request since the last call.
    func takeRequest() -> Bool { self.wasRequested.exchange(false, ordering: .sequentiallyConsistent) }
}
