import EngineCore
import Testing

/// What tests start from, made by commands alone.
extension EngineBench {
    func ledger(_ id: Int16 = 1, _ currency: String = "USD") throws {
        try self.done(.createLedger(CreateLedger(id: id, currency: currency, scale: 2)))
    }

    /// An active admin.
    func admin(_ login: String, _ roles: AdminRoles) throws -> Actor {
        let reply = try self.done(.createAdmin(CreateAdmin(login: login, name: login, roles: roles)))
        let id = try #require(reply["id"]?.id)
        try self.done(.activatePrincipal(ActivatePrincipal(principalID: id, passwordHash: "$scrypt$")))
        return .admin(id, roles)
    }

    func agent(_ login: String, under parent: Actor? = nil, tier: Int16 = 1, by operations: Actor) throws -> Actor {
        let command = CreateAgent(login: login, name: login, parentID: parent?.id, tier: tier, referral: "ref-\(login)")
        let reply = try self.done(.createAgent(command), by: operations)
        return .agent(try #require(reply["id"]?.id))
    }

    func member(_ login: String, of agent: Actor?) throws -> Actor {
        let command = RegisterMember(login: login, name: login, referral: agent.map { _ in "" })
        guard let agent else {
            let reply = try self.done(.registerMember(RegisterMember(login: login, name: login)))
            return .member(try #require(reply["id"]?.id))
        }
        var registration = command
        registration.referral = try #require(self.database.rows(Agent.self).first { $0.id == agent.id }).referral
        let reply = try self.done(.registerMember(registration))
        return .member(try #require(reply["id"]?.id))
    }

    func product(
        _ sku: String,
        price: Int64,
        category: String = "general",
        kind: ProductKind = .goods,
        stock: Int64? = nil,
        ledger: Int16 = 1,
        by operations: Actor
    ) throws -> ID {
        let command = CreateProduct(sku: sku, name: sku, category: category, kind: kind)
        let id = try #require(try self.done(.createProduct(command), by: operations)["id"]?.id)
        try self.done(.addPrice(AddPrice(productID: id, ledgerID: ledger, amount: price)), by: operations)
        if let stock { try self.done(.setStock(SetStock(productID: id, onHand: stock)), by: operations) }
        return id
    }

    /// Carries out what was proposed, as the admin who read the approval's row.
    @discardableResult
    func approve(_ proposal: CanonicalJSON, by admin: Actor) throws -> CanonicalJSON {
        let id = try #require(proposal["id"]?.id)
        let row = try #require(self.database.rows(Approval.self).first { $0.id == id })
        let command = ApproveAction(approvalID: id, action: row.action, payload: row.payload)
        return try self.done(.approveAction(command), by: admin)
    }

    func plan(_ plan: ProposePlan, by proposer: Actor, and approver: Actor) throws {
        try self.approve(try self.done(.proposePlan(plan), by: proposer), by: approver)
    }

    /// A confirmed deposit of a member.
    @discardableResult
    func deposit(_ amount: Int64, to member: Actor, external: String, ledger: Int16 = 1) throws -> ID {
        let initiate = InitiateDeposit(ledgerID: ledger, amount: amount, provider: "bank")
        let id = try #require(try self.done(.initiateDeposit(initiate), by: member)["id"]?.id)
        let confirm = ConfirmDeposit(requestID: id, provider: "bank", externalID: external, amount: amount)
        try self.done(.confirmDeposit(confirm))
        return id
    }

    func place(_ lines: [(ID, Int32)], total: Int64, by member: Actor, ledger: Int16 = 1) throws -> ID {
        let ordered = lines.map { OrderedLine(productID: $0.0, quantity: $0.1) }
        let command = PlaceOrder(ledgerID: ledger, lines: ordered, total: total)
        return try #require(try self.done(.placeOrder(command), by: member)["id"]?.id)
    }

    func account(_ kind: AccountKind, _ owner: ID = .nil, ledger: Int16 = 1) throws -> Account? {
        try self.database.rows(Account.self).first {
            $0.kind == kind && $0.ownerID == owner && $0.ledgerID == ledger
        }
    }

    func available(_ kind: AccountKind, of actor: Actor, ledger: Int16 = 1) throws -> Int64 {
        try self.account(kind, actor.id, ledger: ledger)?.available ?? 0
    }
}
