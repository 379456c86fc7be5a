/// suspended -> active.
public struct ReinstatePrincipal: Sendable, Hashable {
    /// The principal.
    public var principalID: ID

    /// Only carries the values: they are checked when the command is decided.
    public init(principalID: ID) {
        self.principalID = principalID
    }
}
