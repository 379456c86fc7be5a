/// No new business; refunds and clawbacks go on.
public struct SuspendPrincipal: Sendable, Hashable {
    public var principalID: ID
    public var reason: String

    public init(principalID: ID, reason: String) {
        self.principalID = principalID
        self.reason = reason
    }
}
