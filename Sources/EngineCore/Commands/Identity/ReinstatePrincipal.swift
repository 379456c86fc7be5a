/// suspended -> active.
public struct ReinstatePrincipal: Sendable, Hashable {
    public var principalID: ID

    public init(principalID: ID) {
        self.principalID = principalID
    }
}
