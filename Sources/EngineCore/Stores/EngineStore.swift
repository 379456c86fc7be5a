/// Where a sequencer keeps its rows: one thread, one connection, one transaction at a time.
///
/// ```
/// open -> lock -> (decide) -> commit      any throw: abandon, then open again
/// ```
package protocol EngineStore: ~Copyable, SendableMetatype {
    /// BEGIN; keys and aggregates, locked, class after class and sorted.
    mutating func open(_ needs: Needs, into set: inout WorkingSet) throws(StoreError)
    /// Makes missing accounts (in the order of `refs` sorted), locks accounts, then the chain head, then reads once more
    /// the keys and unique values of `needs` that were not found: every writer holds the head, so this is final.
    mutating func lock(_ refs: [AccountRef], _ needs: Needs, into set: inout WorkingSet) throws(StoreError)
    /// Writes every inserted and updated row once, then COMMIT. A set without writes ends the transaction.
    mutating func commit(_ set: borrowing WorkingSet) throws(StoreError)
    /// Rolls back what is open; reconnects before the next `open` if the connection is gone. Never throws.
    mutating func abandon()
}
