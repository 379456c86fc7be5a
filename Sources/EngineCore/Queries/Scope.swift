/// Who reads, and so which rows exist for them; what lies outside is answered as if it were absent.
///
/// A member reads the own rows, an agent the own and those of the subtree, an admin what the roles allow. It is made
/// from a token, never from a request's body or path.
public enum Scope: Sendable, Hashable {
    case member(ID)
    case agent(ID)
    case admin(ID, AdminRoles)

    /// Who reads.
    public var principal: ID {
        switch self {
        case .member(let id), .agent(let id), .admin(let id, _): id
        }
    }
}
