/// What the driver of a ``BatchMachine`` has to do next; it says afterwards how that went.
package enum BatchStep: Sendable {
    /// `store.open(needs, into: &machine.set)`.
    case open(Needs)
    /// `store.lock(refs, needs, into: &machine.set)`.
    case lock([AccountRef], Needs)
    /// `store.commit(machine.set)`: decided and sealed. A set without writes ends its transaction.
    case commit
    /// `store.abandon()`, which cannot fail.
    case abandon
    /// Let time pass.
    case wait(microseconds: Int64)
    /// Every command has its answer: ``BatchMachine/answers``.
    case finished
}
