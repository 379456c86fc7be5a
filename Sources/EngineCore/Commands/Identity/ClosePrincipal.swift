/// For ever, once all balances are zero.
public struct ClosePrincipal: Sendable, Hashable {
    /// Whom.
    public var principalID: ID

    /// Only carries the values: they are checked when the command is decided.
    public init(principalID: ID) {
        self.principalID = principalID
    }
}
