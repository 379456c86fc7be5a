import EngineCore
import Testing

@Suite("New members, agents and admins") struct PeopleTests {
    private let bench = DecisionBench()
    private let operations: Actor
    private let owner: Actor

    init() {
        self.bench.addLedger()
        self.operations = self.bench.admin(.operations)
        self.owner = self.bench.admin(.super)
    }

    private func register(_ login: String, referral: String? = nil) -> Outcome {
        self.bench.run(
            .registerMember(RegisterMember(login: login, name: "Li", passwordHash: "$scrypt$", referral: referral))
        )
    }

    private func createAgent(
        _ login: String,
        under parent: ID? = nil,
        tier: Int16 = 1,
        referral: String? = nil,
        by actor: Actor
    ) -> Outcome {
        let command = CreateAgent(
            login: login,
            name: "Wang",
            parentID: parent,
            tier: tier,
            referral: referral ?? "code-\(login)"
        )
        return self.bench.run(.createAgent(command), by: actor)
    }

    @Test("the referral code names the agent; without one the member is nobody's")
    func register() throws {
        let agent = self.bench.agent()
        let code = try #require(self.bench.set.agents[agent.id]?.referral)
        let id = self.register("li@example.org", referral: code).madeID
        #expect(self.bench.set.members[id] == Member(id: id, agentID: agent.id, since: self.bench.now))
        #expect(
            Array(self.bench.set.ownerships.inserted) == [
                Ownership(memberID: id, fromAt: self.bench.now, agentID: agent.id)
            ]
        )
        #expect(self.bench.set.principals[id]?.status == .active && self.bench.actions == ["member.created"])
        let free = self.register("wu@example.org")
        #expect(free.status == 201 && self.bench.set.members[free.madeID]?.agentID == nil)
        #expect(self.register("xu@example.org", referral: "nobody").rejection == .invalidParameter)
        self.bench.set(.suspended, of: agent.id)
        #expect(self.register("xu@example.org", referral: code).rejection == .invalidParameter)
    }

    @Test("a login is unique in lower case, also within a batch")
    func logins() {
        let id = self.register("Li@Example.org").madeID
        #expect(self.bench.set.principals[id]?.login == "li@example.org")
        #expect(self.register("LI@example.ORG").rejection == .loginTaken)
        let command = Command.registerMember(RegisterMember(login: "new", name: "Li"))
        let outcomes = self.bench.batch((0..<2).map { _ in self.bench.request(command) })
        #expect(outcomes.map(\.status) == [201, 409])
        let admin = CreateAdmin(login: "NEW", name: "Li", roles: .finance)
        #expect(self.bench.run(.createAdmin(admin), by: self.owner).rejection == .loginTaken)
    }

    @Test(
        "a login is 3 to 128 ASCII characters without blanks",
        arguments: ["", "ab", "a b", "lі@x", "李雷雷", String(repeating: "a", count: 129)]
    )
    func badLogins(login: String) {
        #expect(self.register(login).rejection == .invalidParameter)
    }

    @Test("no reply and no event shows a login or a password")
    func secrets() {
        let outcome = self.register("secret@example.org")
        let texts = self.bench.events.flatMap { [$0.before, $0.after] }.compactMap { $0 } + [outcome.reply.text]
        #expect(texts.allSatisfy { !$0.contains("secret@example.org") && !$0.contains("$scrypt$") })
    }

    @Test("an agent makes members under itself only; operations anywhere")
    func createMember() {
        let (agent, other) = (self.bench.agent(), self.bench.agent())
        let create = { (login: String, owner: ID?, actor: Actor) in
            self.bench.run(.createMember(CreateMember(login: login, name: "Li", agentID: owner)), by: actor)
        }
        let owner = { (id: ID) in self.bench.set.members[id]?.agentID }
        #expect(owner(create("one", nil, agent).madeID) == agent.id)
        #expect(create("two", agent.id, agent).status == 201)
        #expect(create("three", other.id, agent).rejection == .notFound)
        #expect(owner(create("four", other.id, self.operations).madeID) == other.id)
        let free = create("five", nil, self.operations)
        #expect(free.status == 201 && owner(free.madeID) == nil)
        #expect(create("six", self.bench.id(), self.operations).rejection == .notFound)
        self.bench.set(.suspended, of: other.id)
        #expect(create("six", other.id, self.operations).rejection == .accountSuspended)
        for actor in [self.bench.member(), self.owner, self.bench.admin(.support)] {
            #expect(create("six", nil, actor).rejection == .roleForbidden)
        }
    }

    @Test("a new agent gets its closure: itself at depth 0, and everybody above")
    func closure() {
        let top = self.createAgent("top", tier: 3, by: self.operations).madeID
        let middle = self.createAgent("middle", tier: 2, by: .agent(top)).madeID
        let low = self.createAgent("low", under: middle, by: self.operations).madeID
        let rows = self.bench.set.ancestors.inserted.map { ($0.ancestor, $0.descendant, $0.depth) }
        #expect(rows.map(\.0) == [low, middle, top] && rows.map(\.2) == [0, 1, 2])
        #expect(rows.allSatisfy { $0.1 == low } && self.bench.set.ancestors.count == 6)
        #expect(self.bench.set.agents[low]?.parentID == middle && self.bench.actions == ["agent.created"])
    }

    @Test("an agent makes direct children of at most its own tier")
    func children() {
        let agent = self.bench.agent(tier: 2)
        let child = self.bench.agent(under: agent.id)
        #expect(self.createAgent("one", tier: 2, by: agent).status == 201)
        #expect(self.createAgent("two", tier: 3, by: agent).rejection == .invalidParameter)
        #expect(self.createAgent("two", under: child.id, by: agent).rejection == .notFound)
        #expect(self.createAgent("two", referral: "code-one", by: agent).rejection == .invalidParameter)
        #expect(self.createAgent("two", tier: -1, by: self.operations).rejection == .invalidParameter)
        #expect(self.createAgent("two", by: self.bench.member()).rejection == .roleForbidden)
        #expect(self.createAgent("two", by: self.owner).rejection == .roleForbidden)
        self.bench.set(.closed, of: child.id)
        #expect(self.createAgent("two", under: child.id, by: self.operations).rejection == .notFound)
    }

    @Test("the tree has at most 100 levels")
    func depth() {
        var parent: ID?
        for _ in 0..<99 { parent = self.bench.agent(under: parent).id }
        let last = self.createAgent("last", under: parent, by: self.operations)
        #expect(last.status == 201)
        #expect(self.createAgent("more", under: last.madeID, by: self.operations).rejection == .invalidParameter)
    }

    @Test("an admin is invited by a super or the system, and activated by the system, once")
    func admins() {
        let command = CreateAdmin(login: "boss", name: "Zhao", roles: [.finance, .support])
        let id = self.bench.run(.createAdmin(command), by: self.owner).madeID
        #expect(self.bench.set.principals[id]?.status == .invited && self.bench.set.principals[id]?.password == nil)
        let activate = Command.activatePrincipal(ActivatePrincipal(principalID: id, passwordHash: "$scrypt$"))
        #expect(self.bench.run(activate, by: self.owner).rejection == .roleForbidden)
        #expect(self.bench.run(activate).status == 200 && self.bench.set.principals[id]?.status == .active)
        #expect(self.bench.run(activate).rejection == .invalidTransition)
        for roles in [AdminRoles(), AdminRoles(rawValue: 32)] {
            let wrong = Command.createAdmin(CreateAdmin(login: "other", name: "Zhao", roles: roles))
            #expect(self.bench.run(wrong).rejection == .invalidParameter)
        }
        let other = Command.createAdmin(CreateAdmin(login: "other", name: "Zhao", roles: .super))
        #expect(self.bench.run(other, by: self.operations).rejection == .roleForbidden)
        #expect(self.bench.run(other).status == 201)
    }

    @Test("a move of a member is proposed by operations, to an active agent that is another one")
    func move() {
        let (agent, other) = (self.bench.agent(), self.bench.agent())
        let member = self.bench.member(of: agent.id)
        let propose = { (agentID: ID?, actor: Actor) in
            self.bench.run(.proposeMemberMove(ProposeMemberMove(memberID: member.id, agentID: agentID)), by: actor)
        }
        #expect(propose(other.id, self.operations).status == 202 && propose(nil, self.operations).status == 202)
        #expect(propose(agent.id, self.operations).rejection == .invalidParameter)
        #expect(propose(self.bench.id(), self.operations).rejection == .notFound)
        #expect(propose(other.id, self.owner).rejection == .roleForbidden)
        self.bench.set(.suspended, of: other.id)
        #expect(propose(other.id, self.operations).rejection == .accountSuspended)
        #expect(self.bench.set.members[member.id]?.agentID == agent.id)
    }
}
