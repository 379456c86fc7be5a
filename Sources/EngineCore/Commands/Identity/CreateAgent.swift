/// A new agent: a direct child of the asking agent, or anywhere by operations.
public struct CreateAgent: Sendable, Hashable {
    public var login: String
    public var name: String
    public var passwordHash: String?
    public var parentID: ID?
    public var tier: Int16
    public var referral: String

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
