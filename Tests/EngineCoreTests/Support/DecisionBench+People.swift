import EngineCore
import Testing

/// Puts the rows that most tests start from.
extension DecisionBench {
    /// Puts ledger 1 in USD.
    func addLedger(_ id: Int16 = 1, currency: String = "USD") {
        self.set.ledgers.load(Ledger(id: id, currency: currency, scale: 2), isLocked: true)
    }

    /// Puts an active principal.
    func addPrincipal(_ role: Role, _ adminRoles: AdminRoles = [], status: PrincipalStatus = .active) -> ID {
        let id = self.id()
        self.set.principals.load(
            Principal(
                id: id,
                role: role,
                adminRoles: adminRoles,
                status: status,
                login: "\(role)-\(id)",
                name: "\(role)",
                epoch: 1,
                version: 1,
                createdAt: self.now
            ),
            isLocked: true
        )
        return id
    }

    /// An admin with these roles, ready to act.
    func admin(_ roles: AdminRoles) -> Actor { .admin(self.addPrincipal(.admin, roles), roles) }

    /// A member, owned by `agent` since now.
    func member(of agent: ID? = nil) -> Actor {
        let id = self.addPrincipal(.member)
        self.set.members.load(Member(id: id, agentID: agent, since: self.now), isLocked: true)
        self.set.ownerships.load(Ownership(memberID: id, fromAt: self.now, agentID: agent), isLocked: true)
        return .member(id)
    }

    /// An agent under `parent`, with the closure rows up to the root (depth 0: itself).
    func agent(under parent: ID? = nil, tier: Int16 = 1) -> Actor {
        let id = self.addPrincipal(.agent)
        self.set.agents.load(Agent(id: id, parentID: parent, tier: tier, referral: "ref-\(id)"), isLocked: true)
        self.set.ancestors.load(AgentAncestor(ancestor: id, descendant: id, depth: 0), isLocked: true)
        for row in Array(self.set.ancestors.rows) where row.descendant == parent {
            let link = AgentAncestor(ancestor: row.ancestor, descendant: id, depth: row.depth + 1)
            self.set.ancestors.load(link, isLocked: true)
        }
        return .agent(id)
    }

    /// Sets the status of a principal.
    func set(_ status: PrincipalStatus, of id: ID) { self.set.principals.update(id) { $0.status = status } }

    /// An account as it is now; nil if nothing ever used it.
    func account(_ kind: AccountKind, _ owner: ID = .nil, ledger: Int16 = 1) -> Account? {
        self.set.accounts[AccountRef(ledgerID: ledger, kind: kind, ownerID: owner)]
    }
    func balance(_ kind: AccountKind, _ owner: ID = .nil, ledger: Int16 = 1) -> Int64 {
        self.account(kind, owner, ledger: ledger)?.balance ?? 0
    }
    func available(_ kind: AccountKind, _ owner: ID = .nil, ledger: Int16 = 1) -> Int64 {
        self.account(kind, owner, ledger: ledger)?.available ?? 0
    }

    /// Moves money from external.in to an account by the system's transfer.
    func fund(_ kind: AccountKind, _ owner: ID, _ amount: Int64, ledger: Int16 = 1) {
        let command = TransferFunds(
            from: AccountRef(ledgerID: ledger, kind: .externalIn),
            to: AccountRef(ledgerID: ledger, kind: kind, ownerID: owner),
            amount: amount,
            refID: self.id()
        )
        let outcome = self.run(.transferFunds(command))
        #expect(outcome.status == 200)
    }
}
