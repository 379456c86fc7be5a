import EngineCore

extension PlainModel {
    private func refusals(login: String, name: String) -> Set<String> {
        var refusals: Set<String> = []
        let isPlain = login.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || "-_.@+".utf8.contains($0)
        }
        if !isPlain || !(3...128).contains(login.utf8.count) || name.isEmpty { refusals.insert("invalid-parameter") }
        if self.people.values.contains(where: { $0.login == login.lowercased() }) { refusals.insert("login-taken") }
        return refusals
    }

    private mutating func add(_ person: PlainPerson) -> PlainVerdict {
        self.people[self.replyID] = person
        return PlainVerdict()
    }

    mutating func create(_ command: CreateLedger) -> PlainVerdict {
        guard self.isSystem else { return .refused("role-forbidden") }
        if self.ledgers.contains(command.id) || self.currencies.contains(command.currency) {
            return .refused("invalid-transition")
        }
        self.ledgers.insert(command.id)
        self.currencies.insert(command.currency)
        return PlainVerdict()
    }

    mutating func create(_ command: CreateAdmin) -> PlainVerdict {
        guard self.isSystem || self.isAdmin(.super) else { return .refused("role-forbidden") }
        var refusals = self.refusals(login: command.login, name: command.name)
        if command.roles.isEmpty || command.roles.rawValue > 31 { refusals.insert("invalid-parameter") }
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        return self.add(
            PlainPerson(
                role: .admin,
                adminRoles: command.roles,
                status: .invited,
                login: command.login.lowercased()
            )
        )
    }

    mutating func activate(_ command: ActivatePrincipal) -> PlainVerdict {
        guard self.isSystem else { return .refused("role-forbidden") }
        guard let person = self.people[command.principalID] else { return .refused("not-found") }
        if person.status != .invited { return .refused("invalid-transition") }
        self.people[command.principalID]?.status = .active
        return PlainVerdict()
    }

    /// What forbids to put somebody under an agent.
    private func refusals(under agent: ID?) -> Set<String> {
        guard let agent else { return [] }
        guard let person = self.people[agent], person.role == .agent else { return ["not-found"] }
        return person.status == .active ? [] : ["account-suspended", "not-found"]
    }

    mutating func create(_ command: CreateAgent) -> PlainVerdict {
        guard self.actor.role == .agent || self.isAdmin(.operations) else { return .refused("role-forbidden") }
        var refusals = self.refusals(login: command.login, name: command.name)
        let parent = command.parentID ?? (self.actor.role == .agent ? self.actor.id : nil)
        if !(0...1_000).contains(command.tier) || command.referral.utf8.count < 3 {
            refusals.insert("invalid-parameter")
        }
        if self.people.values.contains(where: { $0.referral == command.referral }) {
            refusals.insert("invalid-parameter")
        }
        if self.actor.role == .agent {
            if parent != self.actor.id { refusals.insert("not-found") }
            if command.tier > self.people[self.actor.id]?.tier ?? 0 { refusals.insert("invalid-parameter") }
        }
        refusals.formUnion(self.refusals(under: parent))
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        return self.add(
            PlainPerson(
                role: .agent,
                login: command.login.lowercased(),
                agent: parent,
                tier: command.tier,
                referral: command.referral
            )
        )
    }

    mutating func create(_ command: CreateMember) -> PlainVerdict {
        guard self.actor.role == .agent || self.isAdmin(.operations) else { return .refused("role-forbidden") }
        var refusals = self.refusals(login: command.login, name: command.name)
        let owner = command.agentID ?? (self.actor.role == .agent ? self.actor.id : nil)
        if self.actor.role == .agent && owner != self.actor.id { refusals.insert("not-found") }
        refusals.formUnion(self.refusals(under: owner))
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        return self.add(PlainPerson(role: .member, login: command.login.lowercased(), agent: owner))
    }

    mutating func register(_ command: RegisterMember) -> PlainVerdict {
        guard self.isSystem else { return .refused("role-forbidden") }
        var refusals = self.refusals(login: command.login, name: command.name)
        var owner: ID?
        if let referral = command.referral {
            owner = self.people.first { $0.value.role == .agent && $0.value.referral == referral }?.key
            if owner == nil || self.people[owner ?? .nil]?.status != .active { refusals.insert("invalid-parameter") }
        }
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        return self.add(PlainPerson(role: .member, login: command.login.lowercased(), agent: owner))
    }

    /// Whose standing this admin may change: members and agents by operations, admins by a super, nobody one's own.
    private func refusalToChange(_ id: ID) -> PlainVerdict? {
        guard self.isAdmin([.super, .operations]) else { return .refused("role-forbidden") }
        guard let person = self.people[id] else { return .refused("not-found") }
        if id == self.actor.id || !self.isAdmin(person.role == .admin ? .super : .operations) {
            return .refused("role-forbidden")
        }
        return nil
    }

    mutating func suspend(_ command: SuspendPrincipal) -> PlainVerdict {
        if let refusal = self.refusalToChange(command.principalID) { return refusal }
        if !self.isReason(command.reason) { return .refused("invalid-parameter") }
        if self.people[command.principalID]?.status != .active { return .refused("invalid-transition") }
        self.people[command.principalID]?.status = .suspended
        return PlainVerdict()
    }

    mutating func reinstate(_ id: ID) -> PlainVerdict {
        if let refusal = self.refusalToChange(id) { return refusal }
        if self.people[id]?.status != .suspended { return .refused("invalid-transition") }
        self.people[id]?.status = .active
        return PlainVerdict()
    }

    mutating func close(_ id: ID) -> PlainVerdict {
        if let refusal = self.refusalToChange(id) { return refusal }
        let isEmpty = self.accounts.allSatisfy { account, sums in
            account.ownerID != id || (sums.balance == 0 && sums.pendingDebits == 0 && sums.pendingCredits == 0)
        }
        if self.people[id]?.status != .suspended || !isEmpty { return .refused("invalid-transition") }
        self.people[id]?.status = .closed
        return PlainVerdict()
    }

    mutating func setTier(_ command: SetAgentTier) -> PlainVerdict {
        guard self.isAdmin(.operations) else { return .refused("role-forbidden") }
        if !(0...1_000).contains(command.tier) { return .refused("invalid-parameter") }
        guard let person = self.people[command.agentID], person.role == .agent else { return .refused("not-found") }
        if person.status == .closed { return .refused("invalid-transition") }
        self.people[command.agentID]?.tier = command.tier
        return PlainVerdict(amounts: ["tier": Int64(command.tier)])
    }

    mutating func setRoles(_ command: SetAdminRoles) -> PlainVerdict {
        guard self.isAdmin(.super) else { return .refused("role-forbidden") }
        if command.roles.isEmpty || command.roles.rawValue > 31 { return .refused("invalid-parameter") }
        guard let person = self.people[command.adminID], person.role == .admin else { return .refused("not-found") }
        if command.adminID == self.actor.id { return .refused("role-forbidden") }
        if person.status == .closed { return .refused("invalid-transition") }
        self.people[command.adminID]?.adminRoles = command.roles
        return PlainVerdict()
    }
}
