package import SQLStore

/// Reads before there is a principal: logins and tokens. They answer passwords and hashes, so none of them is public.
extension ReadConnection where Self: ~Copyable {
    /// The principal with exactly this login.
    package mutating func principal(login: String) throws(SQLError) -> Principal? {
        try self.reading(for: .system) { connection throws(SQLError) in
            try connection.row(IdentityQueries.login, [.text(login)], as: Principal.self)
        }
    }

    /// The principal, for status, epoch and second factor.
    package mutating func principal(id: ID) throws(SQLError) -> Principal? {
        try self.reading(for: .system) { connection throws(SQLError) in
            try connection.row(IdentityQueries.principal, [.uuid(id)], as: Principal.self)
        }
    }

    /// The session of a family of refresh tokens.
    package mutating func session(family: ID) throws(SQLError) -> Session? {
        try self.reading(for: .system) { connection throws(SQLError) in
            try connection.row(IdentityQueries.session, [.uuid(family)], as: Session.self)
        }
    }
}
