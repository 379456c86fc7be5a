/// invited -> active with a first password hash; system.
public struct ActivatePrincipal: Sendable, Hashable {
    public var principalID: ID
    public var passwordHash: String

    public init(principalID: ID, passwordHash: String) {
        self.principalID = principalID
        self.passwordHash = passwordHash
    }
}
