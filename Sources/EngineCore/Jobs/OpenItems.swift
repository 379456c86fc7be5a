/// What waits in the books for somebody.
package struct OpenItems: Hashable, Sendable {
    package var pendingHolds: Int
    /// Events after the slowest consumer's cursor.
    package var undeliveredEvents: Int
    /// When the oldest of them was written, microseconds; nil: there is none.
    package var oldestUndelivered: Int64?
    /// Reconciliation items in state unmatched.
    package var unreconciledItems: Int

    package init(pendingHolds: Int, undeliveredEvents: Int, oldestUndelivered: Int64?, unreconciledItems: Int) {
        self.pendingHolds = pendingHolds
        self.undeliveredEvents = undeliveredEvents
        self.oldestUndelivered = oldestUndelivered
        self.unreconciledItems = unreconciledItems
    }
}
