/// For ever, once all balances are zero.
public struct ClosePrincipal: Sendable, Hashable {
    public var principalID: ID

    public init(principalID: ID) {
        self.principalID = principalID
    }
}
