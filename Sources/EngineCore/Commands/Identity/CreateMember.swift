/// A new member made by an agent (under itself) or by operations.
public struct CreateMember: Sendable, Hashable {
    /// What it signs in with, in lower case.
    public var login: String
    /// What people call it.
    public var name: String
    /// PHC string; nil: no password yet.
    public var passwordHash: String?
    /// The agent; nil: none.
    public var agentID: ID?

    /// Only carries the values: they are checked when the command is decided.
    public init(login: String, name: String, passwordHash: String? = nil, agentID: ID? = nil) {
        self.login = login
        self.name = name
        self.passwordHash = passwordHash
        self.agentID = agentID
    }
}
