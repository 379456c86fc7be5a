import EngineCore
import Testing

@Suite("Suspending, closing, and what admins may do to each other") struct StandingTests {
    private let bench = DecisionBench()
    private let operations: Actor
    private let owner: Actor

    init() {
        self.bench.addLedger()
        self.operations = self.bench.admin(.operations)
        self.owner = self.bench.admin(.super)
    }

    private enum Move: CaseIterable { case suspend, reinstate, close, activate }

    private func run(_ move: Move, _ id: ID, by actor: Actor) -> Outcome {
        switch move {
        case .suspend: self.bench.run(.suspendPrincipal(SuspendPrincipal(principalID: id, reason: "fraud")), by: actor)
        case .reinstate: self.bench.run(.reinstatePrincipal(ReinstatePrincipal(principalID: id)), by: actor)
        case .close: self.bench.run(.closePrincipal(ClosePrincipal(principalID: id)), by: actor)
        case .activate:
            self.bench.run(.activatePrincipal(ActivatePrincipal(principalID: id, passwordHash: "hash")))
        }
    }

    /// The row of engine.md section 4, written down again.
    private static let allowed: [PrincipalStatus: [Move]] = [
        .invited: [.activate], .active: [.suspend], .suspended: [.reinstate, .close], .closed: [],
    ]

    @Test(
        "exactly the listed moves are made; suspending and closing make tokens worthless",
        arguments: PrincipalStatus.allCases
    )
    func moves(from: PrincipalStatus) {
        for move in Move.allCases {
            let isAdmin = from == .invited
            let id = isAdmin ? self.bench.addPrincipal(.admin, .finance) : self.bench.member().id
            self.bench.set(from, of: id)
            let outcome = self.run(move, id, by: isAdmin ? self.owner : self.operations)
            let epoch = self.bench.set.principals[id]?.epoch
            if Self.allowed[from]?.contains(move) == true {
                #expect(outcome.status == 200 && self.bench.events.count == 1)
                #expect(epoch == (move == .suspend || move == .close ? 2 : 1))
                #expect(self.bench.set.principals[id]?.version == 2)
            } else {
                #expect(outcome.rejection == .invalidTransition && epoch == 1, "\(from) \(move)")
                #expect(self.bench.set.principals[id]?.status == from)
            }
        }
    }

    @Test("who still has money, or money that pends, is not closed")
    func balances() {
        let shop = Shop()
        _ = shop.order()
        shop.bench.set(.suspended, of: shop.member.id)
        let close = Command.closePrincipal(ClosePrincipal(principalID: shop.member.id))
        #expect(shop.bench.run(close, by: shop.operations).rejection == .invalidTransition)
        shop.bench.set(.active, of: shop.member.id)
        let all = shop.bench.available(.wallet, shop.member.id)
        shop.bench.run(
            .transferFunds(
                TransferFunds(
                    from: AccountRef(ledgerID: 1, kind: .wallet, ownerID: shop.member.id),
                    to: AccountRef(ledgerID: 1, kind: .externalOut),
                    amount: all,
                    refID: shop.bench.id()
                )
            )
        )
        shop.bench.set(.suspended, of: shop.member.id)
        let outcome = shop.bench.run(close, by: shop.operations)
        #expect(outcome.details["account"] == .string("member.wallet") && outcome.details["balance"] == .int(999))
    }

    @Test("the suspended does nothing, whatever his token says")
    func suspended() {
        let member = self.bench.member()
        #expect(self.run(.suspend, member.id, by: self.operations).status == 200)
        let command = Command.payOrder(PayOrder(orderID: self.bench.id()))
        #expect(self.bench.run(command, by: member).rejection == .accountSuspended)
    }

    @Test("operations decide on members and agents, a super on admins, nobody on himself")
    func rights() {
        let (member, agent) = (self.bench.member().id, self.bench.agent().id)
        let admin = self.bench.addPrincipal(.admin, .finance)
        #expect(self.run(.suspend, member, by: self.owner).rejection == .roleForbidden)
        #expect(self.run(.suspend, admin, by: self.operations).rejection == .roleForbidden)
        #expect(self.run(.suspend, member, by: self.bench.admin([.finance, .support])).rejection == .roleForbidden)
        #expect(self.run(.suspend, member, by: .agent(agent)).rejection == .roleForbidden)
        #expect(self.run(.suspend, self.owner.id, by: self.owner).rejection == .roleForbidden)
        #expect(self.run(.suspend, self.bench.id(), by: self.operations).rejection == .notFound)
        #expect(self.run(.suspend, agent, by: self.operations).status == 200)
        #expect(self.run(.suspend, admin, by: self.owner).status == 200)
    }

    @Test("roles are set by a super, on others only; a role taken away is gone at once")
    func roles() {
        let other = self.bench.admin(.super)
        let set = { (id: ID, roles: AdminRoles, actor: Actor) in
            self.bench.run(.setAdminRoles(SetAdminRoles(adminID: id, roles: roles)), by: actor)
        }
        #expect(set(self.owner.id, [.super, .finance], self.owner).rejection == .roleForbidden)
        #expect(set(other.id, .finance, self.operations).rejection == .roleForbidden)
        #expect(set(self.operations.id, .super, self.operations).rejection == .roleForbidden)
        #expect(set(self.bench.member().id, .finance, self.owner).rejection == .notFound)
        #expect(set(other.id, [], self.owner).rejection == .invalidParameter)
        #expect(set(other.id, .finance, self.owner).status == 200 && self.bench.set.principals[other.id]?.epoch == 2)
        #expect(set(self.owner.id, .finance, other).rejection == .roleForbidden)
    }

    @Test("two supers who take each other's standing in one batch: one super is left")
    func lastSuper() {
        let other = self.bench.admin(.super)
        let strip = { (id: ID) in Command.setAdminRoles(SetAdminRoles(adminID: id, roles: .auditor)) }
        let suspend = { (id: ID) in Command.suspendPrincipal(SuspendPrincipal(principalID: id, reason: "coup")) }
        for command in [strip, suspend] {
            let bench = self.bench
            let outcomes = bench.batch([
                bench.request(command(other.id), by: self.owner), bench.request(command(self.owner.id), by: other),
            ])
            #expect(outcomes[0].status == 200 && outcomes[1].status == 403)
            bench.set.principals.update(other.id) {
                $0.status = .active
                $0.adminRoles = .super
            }
        }
    }

    @Test("a tier is set by operations, in its bounds, recorded once")
    func tier() {
        let agent = self.bench.agent(tier: 1)
        let set = { (tier: Int16, actor: Actor) in
            self.bench.run(.setAgentTier(SetAgentTier(agentID: agent.id, tier: tier)), by: actor)
        }
        #expect(set(2, self.operations).status == 200 && self.bench.set.agents[agent.id]?.tier == 2)
        #expect(self.bench.actions == ["agent.tier_changed"])
        #expect(set(-1, self.operations).rejection == .invalidParameter)
        #expect(set(1_001, self.operations).rejection == .invalidParameter)
        #expect(set(3, agent).rejection == .roleForbidden && set(3, self.owner).rejection == .roleForbidden)
        self.bench.set(.closed, of: agent.id)
        #expect(set(3, self.operations).rejection == .invalidTransition)
    }
}
