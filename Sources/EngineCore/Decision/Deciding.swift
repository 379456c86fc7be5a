/// The three pure functions of one command.
///
/// `decide` checks first and throws while nothing is changed; only then it changes the set. After its first effect it
/// must not throw.
package protocol Deciding: Sendable {
    /// The value of the label `kind`, as `place_order`.
    static var kind: String { get }

    /// Adds what must be loaded.
    func needs(_ needs: inout Needs, actor: Actor)
    /// Adds the accounts that `decide` moves money on, from what is loaded. Rows may be missing.
    func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>)
    func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply
}

extension Deciding {
    package func accounts(_ set: borrowing WorkingSet, actor: Actor, into refs: inout Set<AccountRef>) {}
}
