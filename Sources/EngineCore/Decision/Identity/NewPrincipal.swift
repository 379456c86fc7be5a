/// What everybody who signs in has, checked and put in the same way.
struct NewPrincipal {
    /// Codes that agents give to people: as typed, with regard to case.
    static let referralLength = 3...64

    var login: String
    var name: String
    var passwordHash: String?

    /// - Throws: `invalid-parameter` for a login, a name or a hash that cannot be; `login-taken`.
    func check(_ set: borrowing WorkingSet) throws(Rejection) {
        try Login.check(self.login)
        try Input.text(self.name, "/name", Input.name)
        if let passwordHash { try Input.text(passwordHash, "/password", 1...500) }
        let login = Login.normalised(self.login)
        guard !set.principals.rows.contains(where: { $0.login == login }) else { throw Rejection(.loginTaken) }
    }

    /// Puts the principal; who is invited has no password yet.
    func insert(
        _ role: Role,
        roles: AdminRoles = [],
        status: PrincipalStatus = .active,
        _ set: inout WorkingSet,
        _ context: inout Context
    ) -> Principal {
        let principal = Principal(
            id: context.nextID(),
            role: role,
            adminRoles: roles,
            status: status,
            login: Login.normalised(self.login),
            name: self.name,
            password: self.passwordHash,
            epoch: 1,
            version: 1,
            createdAt: context.now
        )
        set.principals.insert(principal)
        return principal
    }
}
