/// A new agent: a direct child of the asking agent, or anywhere by operations.
public struct CreateAgent: Sendable, Hashable {
    /// What it signs in with, in lower case.
    public var login: String
    /// What people call it.
    public var name: String
    /// PHC string; nil: no password yet.
    public var passwordHash: String?
    /// The agent above; nil: a root.
    public var parentID: ID?
    /// The agent's tier.
    public var tier: Int16
    /// The code that members give; unique.
    public var referral: String

    /// Only carries the values: they are checked when the command is decided.
    public init(
        login: String,
        name: String,
        passwordHash: String? = nil,
        parentID: ID? = nil,
        tier: Int16,
        referral: String
    ) {
        self.login = login
        self.name = name
        self.passwordHash = passwordHash
        self.parentID = parentID
        self.tier = tier
        self.referral = referral
    }
}
