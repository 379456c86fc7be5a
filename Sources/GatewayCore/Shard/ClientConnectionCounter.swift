import Synchronization

/// Open connections per client network.
///
/// Locked: it is asked once per connection, never per request.
package final class ClientConnectionCounter: Sendable {
    private let counts = Mutex<[ClientKey: Int]>([:])

    package init() {}

    /// Counts one connection in.
    /// - Returns: False when the network has `limit` connections already; nothing is counted then.
    package func open(_ client: ClientKey, limit: Int) -> Bool {
        self.counts.withLock { counts in
            let count = counts[client.network, default: 0]
            guard count < limit else { return false }
            counts[client.network] = count + 1
            return true
        }
    }

    /// Counts one out that `open` counted in.
    package func close(_ client: ClientKey) {
        self.counts.withLock { counts in
            guard let count = counts[client.network] else { return }
            counts[client.network] = count > 1 ? count - 1 : nil
        }
    }
}
