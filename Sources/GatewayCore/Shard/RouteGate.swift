import Synchronization

/// The in-flight limit of one route, exact over all shards.
package final class RouteGate: Sendable {
    /// Requests in flight: shared by the gates of successive plans.
    package final class Count: Sendable {
        fileprivate let value = Atomic<Int>(0)
        package init() {}
    }

    package let limit: Int
    package let count: Count

    package init(limit: Int, count: Count) {
        self.limit = limit
        self.count = count
    }

    /// Takes a place.
    /// - Returns: False when `limit` requests are in flight; nothing is taken then.
    package func enter() -> Bool {
        if self.count.value.wrappingAdd(1, ordering: .relaxed).newValue <= self.limit { return true }
        self.leave()
        return false
    }

    /// Gives a place back.
    package func leave() { self.count.value.wrappingSubtract(1, ordering: .relaxed) }
}
