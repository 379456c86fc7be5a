import EngineCore

/// The small world that every simulation starts from, made once by commands, audited like all others.
struct SimTemplate: Sendable {
    var rows: SimRows
    var auditor: Auditor
    var commits: Int
    var now: Int64
    /// The commands that made it, one a batch.
    var batches: [RecordedBatch]

    /// Two ledgers, five admins, a tree of agents three levels deep, six members, five products, plans of both modes.
    static let shared = SimTemplate(seed: 4_711)

    init(seed: UInt64) {
        var setup = SimSetup(seed: seed)
        setup.build()
        (self.rows, self.auditor) = (setup.world.database.rows, setup.auditor.value)
        (self.commits, self.now) = (setup.world.database.commits, setup.world.now)
        self.batches = setup.batches
    }
}

/// Runs commands one by one without faults.
private struct SimSetup {
    final class Box {
        var value = Auditor()
    }
    let world: SimWorld
    let auditor = Box()
    private let sequencer: SimSequencer
    private(set) var batches: [RecordedBatch] = []

    init(seed: UInt64) {
        let world = SimWorld(database: SimDatabase(), now: 1_767_225_600_000_000, faults: .none)
        let auditor = self.auditor
        world.onCommit = { auditor.value.check($0, world.database.rows) }
        self.world = world
        self.sequencer = SimSequencer(number: 0, world: world, batchLimit: 1, seed: seed)
    }

    @discardableResult
    mutating func run(_ command: Command, by actor: Actor = .system) -> CanonicalJSON {
        var reply = CanonicalJSON.null
        self.world.onAnswer = { _, answer in
            if case .success(.done(let done)) = answer { reply = done.json }
        }
        let name = "setup\(self.batches.count + 1)"
        let hash = [UInt8](repeating: 0, count: 32)
        let request = CommandRequest(command, actor: actor, key: name, requestHash: hash, requestID: name)
        self.batches.append(RecordedBatch(now: self.world.now, requests: [request]))
        self.sequencer.submit(request)
        while !self.sequencer.isIdle { _ = self.sequencer.step() }
        self.world.advance(to: self.world.now + 1_000)
        precondition(reply != .null, "setup: \(command) was not done: \(self.auditor.value.failure ?? "refused")")
        return reply
    }

    mutating func id(_ command: Command, by actor: Actor = .system) -> ID { self.run(command, by: actor)["id"]?.id ?? .nil }

    mutating func build() {
        self.run(.createLedger(CreateLedger(id: 1, currency: "USD", scale: 2)))
        self.run(.createLedger(CreateLedger(id: 2, currency: "EUR", scale: 2)))
        let roots = self.admins()
        self.agentsAndMembers(operations: roots[2])
        self.products(operations: roots[2])
        for plan in Self.plans {
            let reply = self.run(.proposePlan(plan), by: roots[0])
            let id = reply["id"]?.id ?? .nil
            let payload = self.world.database.rows.approvals[id]?.payload ?? ""
            self.run(.approveAction(ApproveAction(approvalID: id, action: .addPlan, payload: payload)), by: roots[1])
        }
        self.run(.putSetting(PutSetting(name: "commission.max_levels", value: "2", version: nil)), by: roots[0])
        precondition(self.auditor.value.failure == nil, "setup: \(self.auditor.value.failure ?? "")")
    }

    private mutating func admins() -> [Actor] {
        let roles: [(String, AdminRoles)] = [
            ("root", .super), ("money1", .finance), ("ops1", .operations), ("money2", [.finance, .super]),
            ("help", [.support, .operations]),
        ]
        return roles.map { login, roles in
            let id = self.id(.createAdmin(CreateAdmin(login: login, name: login, roles: roles)))
            self.run(.activatePrincipal(ActivatePrincipal(principalID: id, passwordHash: "hash")))
            return .admin(id, roles)
        }
    }

    private mutating func agentsAndMembers(operations: Actor) {
        var agents: [ID] = []
        let parents = [nil, 0, 1, 1]
        for (index, parent) in parents.enumerated() {
            let command = CreateAgent(
                login: "tree\(index)",
                name: "tree",
                parentID: parent.map { agents[$0] },
                tier: Int16([3, 2, 1, 2][index]),
                referral: "tree-\(index)"
            )
            agents.append(self.id(.createAgent(command), by: operations))
        }
        for index in 0..<6 {
            let login = "first\(index)"
            let referral = index == 5 ? nil : "tree-\(3 - index % 4)"
            let member = self.id(.registerMember(RegisterMember(login: login, name: login, referral: referral)))
            self.fund(member, ledger: index == 4 ? 2 : 1, external: login)
        }
    }

    private mutating func fund(_ member: ID, ledger: Int16, external: String) {
        let initiate = InitiateDeposit(ledgerID: ledger, amount: 40_000, provider: "bank")
        let id = self.id(.initiateDeposit(initiate), by: .member(member))
        let confirm = ConfirmDeposit(requestID: id, provider: "bank", externalID: external, amount: 40_000)
        self.run(.confirmDeposit(confirm))
    }

    private mutating func products(operations: Actor) {
        let kinds: [(ProductKind, String, Int64, Int64?)] = [
            (.goods, "books", 999, 40), (.goods, "general", 333, 15), (.service, "general", 2_501, nil),
            (.membership, "books", 4_999, nil), (.charge, "general", 77, nil),
        ]
        for (index, (kind, category, price, stock)) in kinds.enumerated() {
            let create = CreateProduct(sku: "sku\(index)", name: "thing", category: category, kind: kind)
            let id = self.id(.createProduct(create), by: operations)
            self.run(.addPrice(AddPrice(productID: id, ledgerID: 1, amount: price)), by: operations)
            if index % 2 == 0 {
                self.run(.addPrice(AddPrice(productID: id, ledgerID: 2, amount: price + 1)), by: operations)
            }
            if let stock { self.run(.setStock(SetStock(productID: id, onHand: stock)), by: operations) }
        }
    }

    private static let plans = [
        ProposePlan(
            ledgerID: 1,
            mode: .unilevel,
            rates: .array([.int(50_000), .int(20_000)]),
            capPpm: 100_000,
            holdDays: 7
        ),
        ProposePlan(
            ledgerID: 1,
            category: "books",
            mode: .differential,
            rates: .object(["1": .int(30_000), "2": .int(70_000), "3": .int(95_001)]),
            capPpm: 100_000,
            holdDays: 3
        ),
        ProposePlan(ledgerID: 2, mode: .unilevel, rates: .array([.int(99_999)]), capPpm: 99_999, holdDays: 0),
    ]
}
