import EngineCore
import Testing

@Suite
struct ApprovalTests {
    private let bench = DecisionBench()
    private let first: Actor
    private let second: Actor
    private let member: Actor
    private let agent: Actor

    init() {
        self.bench.addLedger()
        self.first = self.bench.admin(.operations)
        self.second = self.bench.admin(.operations)
        self.member = self.bench.member()
        self.agent = self.bench.agent()
    }

    /// An open proposal that moves the member to the agent.
    private func propose(_ payload: some ApprovalPayload, by maker: Actor) -> Outcome {
        let id = self.bench.id()
        let row = Approval(
            id: id,
            action: type(of: payload).action,
            subjectID: payload.subjectID,
            payload: payload.text,
            state: .open,
            madeBy: maker.id,
            createdAt: self.bench.now
        )
        self.bench.set.approvals.load(row, isLocked: true)
        return .done(Reply(202, ["id": .id(id)]))
    }

    private func move(to agent: ID?) -> MemberMoveProposal {
        MemberMoveProposal(memberID: self.member.id, agentID: agent)
    }

    @Test
    func aMoveClosesOneOwnershipAndOpensTheNext() {
        let proposed = self.propose(self.move(to: self.agent.id), by: self.first)
        self.bench.now += 1_000
        #expect(self.bench.approve(proposed, by: self.second).status == 200)
        #expect(self.bench.actions == ["member.moved", "approval.approved"])
        #expect(self.bench.set.members[self.member.id]?.agentID == self.agent.id)
        let times = self.bench.set.ownerships.rows.filter { $0.memberID == self.member.id }
        #expect(times.map(\.toAt) == [self.bench.now, nil])
        #expect(times.map(\.agentID) == [nil, self.agent.id])
        #expect(times.map(\.fromAt) == [self.bench.now - 1_000, self.bench.now])
    }

    @Test
    func twoMovesInOneBatchHaveTwoTimes() {
        let there = self.propose(self.move(to: self.agent.id), by: self.first)
        let back = self.propose(self.move(to: nil), by: self.first)
        let requests = [there, back].compactMap { self.bench.set.approvals[$0.madeID] }.map {
            self.bench.request(
                .approveAction(ApproveAction(approvalID: $0.id, action: $0.action, payload: $0.payload)),
                by: self.second
            )
        }
        #expect(self.bench.batch(requests).map(\.status) == [200, 200])
        let times = self.bench.set.ownerships.rows.filter { $0.memberID == self.member.id }
        #expect(times.count == 3)
        #expect(times[0].toAt == times[1].fromAt)
        #expect(times[1].toAt == times[2].fromAt)
        #expect(times[1].fromAt < times[2].fromAt)
    }

    @Test
    func aMoveToWhatIsNotAnActiveAgentIsRefused() {
        #expect(
            self.bench.approve(self.propose(self.move(to: nil), by: self.first), by: self.second).rejection
                == .invalidTransition
        )
        let nobody = self.propose(self.move(to: self.bench.id()), by: self.first)
        #expect(self.bench.approve(nobody, by: self.second).rejection == .notFound)
        self.bench.set(.suspended, of: self.agent.id)
        let suspended = self.propose(self.move(to: self.agent.id), by: self.first)
        #expect(self.bench.approve(suspended, by: self.second).rejection == .accountSuspended)
    }

    @Test
    func aPlanIsAddedFromItsApprovalOn() {
        let chief = self.bench.admin(.super)
        let finance = self.bench.admin(.finance)
        let plan = PlanProposal(
            ledgerID: 1,
            category: nil,
            mode: .unilevel,
            rates: .array([.int(50_000), .int(20_000)]),
            capPpm: 70_000,
            holdDays: 7,
            validFrom: 5
        )
        let proposed = self.propose(plan, by: chief)
        #expect(self.bench.approve(proposed, by: chief).rejection == .roleForbidden)
        self.bench.now += 77
        let approved = self.bench.approve(proposed, by: finance)
        #expect(self.bench.actions == ["plan.added", "approval.approved"])
        let row = approved.reply["plan"]?.id.flatMap { self.bench.set.plans[$0] }
        #expect(row?.validFrom == self.bench.now)
        #expect(row?.rates == "[50000,20000]")
        var tooMuch = plan
        tooMuch.capPpm = 69_999
        let refused = self.bench.approve(self.propose(tooMuch, by: chief), by: finance)
        #expect(refused.rejection == .planCapExceeded)
    }

    @Test
    func aPayloadThatIsNotTheRowsIsNotFound() {
        let proposed = self.propose(self.move(to: self.agent.id), by: self.first)
        let other = self.move(to: nil)
        func answer(_ id: ID, _ action: ApprovalAction, _ payload: String) -> Rejection.Code? {
            let command = ApproveAction(approvalID: id, action: action, payload: payload)
            return self.bench.run(.approveAction(command), by: self.second).rejection
        }
        #expect(answer(proposed.madeID, .moveMember, other.text) == .notFound)
        #expect(answer(proposed.madeID, .addPlan, self.move(to: self.agent.id).text) == .notFound)
        #expect(answer(proposed.madeID, .moveMember, "") == .notFound)
        #expect(answer(self.bench.id(), .moveMember, self.move(to: self.agent.id).text) == .notFound)
        #expect(answer(proposed.madeID, .moveMember, self.move(to: self.agent.id).text) == nil)
    }

    @Test
    func anApprovalExpiresToTheMicrosecond() {
        let proposed = self.propose(self.move(to: self.agent.id), by: self.first)
        let expire = Command.expireApproval(ExpireApproval(approvalID: proposed.madeID))
        self.bench.now += 24 * Microseconds.hour - 1
        let early = self.bench.run(expire)
        #expect(early.rejection == .invalidTransition)
        #expect(self.bench.set.outcomes.inserted.map(\.keyText).isEmpty)
        #expect(self.bench.run(expire, by: self.second).rejection == .roleForbidden)
        self.bench.now += 1
        let late = self.bench.approve(proposed, by: self.second)
        #expect(late.rejection == .invalidTransition)
        #expect(late.details["from"] == .string("expired"))
        #expect(self.bench.run(expire).status == 200)
        #expect(self.bench.actions == ["approval.expired"])
        #expect(self.bench.set.approvals[proposed.madeID]?.state == .expired)
        #expect(self.bench.run(expire).rejection == .invalidTransition)
    }

    @Test
    func aProposalIsApprovedOneMicrosecondBeforeItExpires() {
        let proposed = self.propose(self.move(to: self.agent.id), by: self.first)
        self.bench.now += 24 * Microseconds.hour - 1
        #expect(self.bench.approve(proposed, by: self.second).status == 200)
    }

    @Test
    func whoMayApproveMayReject() {
        let proposed = self.propose(self.move(to: self.agent.id), by: self.first)
        func reject(_ actor: Actor, _ reason: String = "no") -> Outcome {
            self.bench.run(.rejectAction(RejectAction(approvalID: proposed.madeID, reason: reason)), by: actor)
        }
        #expect(reject(self.first).rejection == .makerIsChecker)
        #expect(reject(self.bench.admin(.finance)).rejection == .roleForbidden)
        #expect(reject(self.member).rejection == .roleForbidden)
        #expect(reject(self.second, "").rejection == .invalidParameter)
        #expect(reject(self.second).status == 200)
        #expect(self.bench.actions == ["approval.rejected"])
        #expect(reject(self.second).rejection == .invalidTransition)
        #expect(self.bench.approve(proposed, by: self.second).rejection == .invalidTransition)
        #expect(self.bench.set.members[self.member.id]?.agentID == nil)
    }
}
