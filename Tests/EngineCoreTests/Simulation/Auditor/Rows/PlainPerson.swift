import EngineCore

/// Somebody with a login.
struct PlainPerson: Sendable {
    var role: Role
    var adminRoles: AdminRoles = []
    var status: PrincipalStatus = .active
    var login: String
    /// Who owns a member; the parent of an agent.
    var agent: ID?
    var tier: Int16 = 0
    var referral = ""
}
