import SQLStore

/// One SELECT for each kind of reader, alike but for the condition that keeps them within their scope.
///
/// `$1` is always the principal. A kind without a condition finds nothing, as an admin without one of the roles does.
struct ScopedQuery {
    private let member: ReadQuery?
    private let agent: ReadQuery?
    private let admin: ReadQuery?
    private let adminRoles: AdminRoles

    /// An agent and all below, for `column IN …`.
    static let subtree = "(SELECT k.descendant FROM agent_closure k WHERE k.ancestor = $1)"

    /// - Parameters:
    ///   - names: Of the three statements.
    ///   - parameters: The types of `$2` and later.
    ///   - member: A condition of SQL with `$1`; nil finds nothing.
    ///   - agent: Likewise.
    ///   - admin: Roles of which one is needed to find anything; with it all rows.
    ///   - sql: The statement around the condition.
    init(
        _ names: (member: StaticString, agent: StaticString, admin: StaticString),
        _ parameters: [SQLType] = [],
        member: String?,
        agent: String?,
        admin: AdminRoles,
        sql: (_ condition: String) -> String
    ) {
        self.member = member.map { ReadQuery(names.member, [.uuid] + parameters, sql("(\($0))")) }
        self.agent = agent.map { ReadQuery(names.agent, [.uuid] + parameters, sql("(\($0))")) }
        self.admin = ReadQuery(names.admin, [.uuid] + parameters, sql("($1 IS NOT NULL)"))
        self.adminRoles = admin
    }

    /// The statement for this reader; nil if nothing may be found.
    subscript(_ scope: Scope) -> ReadQuery? {
        switch scope {
        case .member: self.member
        case .agent: self.agent
        case .admin(_, let roles): roles.isDisjoint(with: self.adminRoles) ? nil : self.admin
        }
    }
}

extension AdminRoles {
    /// Every role: what all admins may read.
    static let any: AdminRoles = [.super, .finance, .operations, .support, .auditor]
}

extension ReadConnection where Self: ~Copyable {
    private func values(_ scope: Scope, _ values: [SQLValue]) -> [SQLValue] { [.uuid(scope.principal)] + values }

    mutating func list<Row: QueryRow>(
        _ query: ScopedQuery,
        _ scope: Scope,
        _ values: [SQLValue] = [],
        as type: Row.Type
    ) throws(QueryError) -> [Row] {
        guard let query = query[scope] else { return [] }
        return try self.list(query, self.values(scope, values), as: type)
    }

    mutating func find<Row: QueryRow>(
        _ query: ScopedQuery,
        _ scope: Scope,
        _ values: [SQLValue] = [],
        as type: Row.Type
    ) throws(QueryError) -> Row? {
        try self.list(query, scope, values, as: type).first
    }

    mutating func page<Row: QueryRow>(
        _ request: PageRequest,
        after first: PageKey,
        _ query: ScopedQuery,
        _ scope: Scope,
        _ values: [SQLValue] = [],
        as type: Row.Type,
        key: (Row) -> PageKey
    ) throws(QueryError) -> Page<Row> {
        guard let query = query[scope] else { return Page(rows: []) }
        return try self.page(request, after: first, query, self.values(scope, values), as: type, key: key)
    }
}
