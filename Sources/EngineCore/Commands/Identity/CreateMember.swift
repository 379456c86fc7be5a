/// A new member made by an agent (under itself) or by operations.
public struct CreateMember: Sendable, Hashable {
    public var login: String
    public var name: String
    public var passwordHash: String?
    public var agentID: ID?

    public init(login: String, name: String, passwordHash: String? = nil, agentID: ID? = nil) {
        self.login = login
        self.name = name
        self.passwordHash = passwordHash
        self.agentID = agentID
    }
}
