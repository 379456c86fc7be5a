/// No new business; refunds and clawbacks go on.
public struct SuspendPrincipal: Sendable, Hashable {
    /// The principal.
    public var principalID: ID
    /// Why, 1 to 500 characters.
    public var reason: String

    /// Only carries the values: they are checked when the command is decided.
    public init(principalID: ID, reason: String) {
        self.principalID = principalID
        self.reason = reason
    }
}
