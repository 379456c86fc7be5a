/// A new member by his own wish; the referral code names the agent.
public struct RegisterMember: Sendable, Hashable {
    /// What it signs in with, in lower case.
    public var login: String
    /// What people call it.
    public var name: String
    /// PHC string; nil: no password yet.
    public var passwordHash: String?
    /// The code that members give; unique.
    public var referral: String?

    /// Only carries the values: they are checked when the command is decided.
    public init(login: String, name: String, passwordHash: String? = nil, referral: String? = nil) {
        self.login = login
        self.name = name
        self.passwordHash = passwordHash
        self.referral = referral
    }
}
