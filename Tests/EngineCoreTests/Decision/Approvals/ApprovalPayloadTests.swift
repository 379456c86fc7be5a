import EngineCore
import Testing

@Suite
struct ApprovalPayloadTests {
    private static let first = ID(high: 1, low: 2)
    private static let second = ID(high: 3, low: 4)
    private static let platform = AccountRef(ledgerID: 1, kind: .suspense)
    private static let wallet = AccountRef(ledgerID: 2, kind: .wallet, ownerID: first)
    private static let plan = PlanProposal(
        ledgerID: 1,
        category: "books",
        mode: .differential,
        rates: .object(["1": .int(10_000)]),
        capPpm: 10_000,
        holdDays: 14,
        validFrom: 99
    )

    private func expectSame<Payload: ApprovalPayload>(_ payload: Payload) {
        #expect(Payload(text: payload.text) == payload)
    }

    @Test
    func everyPayloadIsReadAsItWasWritten() {
        self.expectSame(AdjustmentProposal(from: Self.platform, to: Self.wallet, amount: 5, reason: "a \"quoted\" ü"))
        self.expectSame(CorrectionProposal(transferSeq: 7, debit: Self.wallet, credit: Self.platform, reason: "x"))
        self.expectSame(MemberMoveProposal(memberID: Self.first, agentID: Self.second))
        self.expectSame(MemberMoveProposal(memberID: Self.first, agentID: nil))
        self.expectSame(Self.plan)
        self.expectSame(PeriodCloseProposal(periodID: Self.first, ledgerID: 3))
        self.expectSame(PayoutBatchProposal(ledgerID: 1, requestIDs: [Self.first, Self.second], total: 12))
    }

    @Test
    func theBytesStayAsTheyAre() {
        let payload = AdjustmentProposal(from: Self.platform, to: Self.wallet, amount: 5, reason: "x")
        let owner = "00000000-0000-0001-0000-000000000002"
        #expect(
            payload.text
                == #"{"amount":5,"from":{"kind":"platform.suspense","ledger":1,"owner":null},"reason":"x","#
                + #""to":{"kind":"member.wallet","ledger":2,"owner":"\#(owner)"}}"#
        )
    }

    @Test(arguments: ["", "{}", "[]", "null", #"{"agent":7,"member":"x"}"#, #"{"period":"x","ledger":70000}"#])
    func whatWasNotWrittenByUsIsNothing(_ text: String) {
        #expect(AdjustmentProposal(text: text) == nil)
        #expect(CorrectionProposal(text: text) == nil)
        #expect(MemberMoveProposal(text: text) == nil)
        #expect(PlanProposal(text: text) == nil)
        #expect(PeriodCloseProposal(text: text) == nil)
        #expect(PayoutBatchProposal(text: text) == nil)
    }

    @Test
    func theRolesAreThoseOfTheMatrix() {
        let table: [(ApprovalAction, AdminRoles, AdminRoles)] = [
            (.adjustment, .finance, .super), (.correction, .finance, .super), (.moveMember, .operations, .operations),
            (.addPlan, .super, .finance), (.closePeriod, .finance, .finance), (.payoutBatch, .finance, .finance),
        ]
        #expect(table.count == ApprovalAction.allCases.count)
        for (action, makers, checkers) in table {
            #expect(action.makers == makers)
            #expect(action.checkers == checkers)
        }
    }
}
