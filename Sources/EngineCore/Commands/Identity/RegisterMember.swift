/// A new member by his own wish; the referral code names the agent.
public struct RegisterMember: Sendable, Hashable {
    public var login: String
    public var name: String
    public var passwordHash: String?
    public var referral: String?

    public init(login: String, name: String, passwordHash: String? = nil, referral: String? = nil) {
        self.login = login
        self.name = name
        self.passwordHash = passwordHash
        self.referral = referral
    }
}
