/// invited -> active with a first password hash; system.
public struct ActivatePrincipal: Sendable, Hashable {
    /// The principal.
    public var principalID: ID
    /// PHC string; nil: no password yet.
    public var passwordHash: String

    /// Only carries the values: they are checked when the command is decided.
    public init(principalID: ID, passwordHash: String) {
        self.principalID = principalID
        self.passwordHash = passwordHash
    }
}
