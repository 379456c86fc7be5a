import EngineCore
import Testing

/// T7, T8 and T10 as decisions.
@Suite("Refunds and clawbacks") struct RefundTests {
    @Test(
        "engine.md section 6: 999 refunded in three parts of 333 claws back 16, 16, 17 and 6, 6, 7",
        arguments: [false, true]
    )
    func example(released: Bool) {
        let shop = Shop()
        let id = shop.order(.completed)
        #expect(shop.accrued(id) == [49, 19])
        if released {
            shop.bench.now += 7 * Microseconds.day
            #expect(shop.release(id).reply["released"] == .int(68))
        }
        let code: TransferCode = released ? .clawbackAvailable : .clawbackHeld
        for (first, second) in [(16, 6), (16, 6), (17, 7)] {
            #expect(shop.refund(id, 333).status == 200)
            #expect(shop.bench.transfers.map(\.code) == [.refund, code, code])
            #expect(shop.bench.transfers.map(\.amount) == [333, Int64(first), Int64(second)])
            #expect(
                shop.bench.actions == ["refund.executed", "commission.clawed_back", "commission.clawed_back"]
            )
        }
        #expect(shop.commissions(id).allSatisfy { $0.state == .reversed && $0.outstanding == 0 })
        #expect(shop.bench.set.orders[id]?.refunded == 999 && shop.wallet == 1_000_000_000)
        for kind in [AccountKind.revenue, .commission] { #expect(shop.bench.balance(kind) == 0) }
        for agent in [shop.agent.id, shop.top.id] {
            #expect(shop.bench.balance(.held, agent) == 0 && shop.bench.balance(.available, agent) == 0)
        }
        #expect(shop.bench.set.clawbacks.count == 6)
    }

    @Test("more than is left is refused when asked, and again when a second one is executed")
    func overRefund() {
        let shop = Shop()
        let id = shop.order(.paid)
        let request = Command.requestRefund(
            RequestRefund(orderID: id, lines: [RefundedLine(line: 1, amount: 600)], reason: "broken")
        )
        let requests = (0..<2).map { _ in shop.bench.run(request, by: shop.member).madeID }
        #expect(shop.refund(id, 1_000).rejection == .refundExceedsCaptured)
        let outcomes = requests.map { refund in
            shop.bench.run(.approveRefund(ApproveRefund(refundID: refund, orderID: id)), by: shop.finance)
        }
        #expect(outcomes[0].status == 200 && outcomes[1].rejection == .refundExceedsCaptured)
        #expect(outcomes[1].details == ["line": .int(1), "available": .int(399)])
        #expect(shop.refund(id, 399).status == 200 && shop.refund(id, 1).rejection == .refundExceedsCaptured)
    }

    @Test("only paid to completed orders are refunded", arguments: OrderState.allCases)
    func states(state: OrderState) {
        let shop = Shop()
        let id = shop.order(state)
        let isRefundable = [OrderState.paid, .fulfilling, .fulfilled, .completed].contains(state)
        let outcome = shop.refund(id, 1)
        #expect(isRefundable ? outcome.status == 200 : outcome.rejection == .invalidTransition)
    }

    @Test("a refund asked for before a cancellation cannot be executed after it, but rejected")
    func cancelledBetween() {
        let shop = Shop()
        let id = shop.order(.paid)
        let request = RequestRefund(orderID: id, lines: [RefundedLine(line: 1, amount: 5)], reason: "broken")
        let refund = shop.bench.run(.requestRefund(request), by: shop.member).madeID
        #expect(shop.cancel(id).status == 200)
        let approval = Command.approveRefund(ApproveRefund(refundID: refund, orderID: id))
        #expect(shop.bench.run(approval, by: shop.finance).rejection == .invalidTransition)
        let refusal = Command.rejectRefund(RejectRefund(refundID: refund, orderID: id, reason: "cancelled"))
        #expect(shop.bench.run(refusal, by: shop.finance).status == 200)
        #expect(shop.bench.run(refusal, by: shop.finance).rejection == .invalidTransition)
        #expect(shop.bench.run(approval, by: shop.finance).rejection == .invalidTransition)
    }

    @Test("who asked does not approve; support and finance each do their part; another order's refund is not found")
    func makerAndChecker() {
        let shop = Shop()
        let id = shop.order(.paid)
        let both = shop.bench.admin([.support, .finance])
        let request = Command.requestRefund(
            RequestRefund(orderID: id, lines: [RefundedLine(line: 1, amount: 5)], reason: "broken")
        )
        let refund = shop.bench.run(request, by: both).madeID
        let approval = Command.approveRefund(ApproveRefund(refundID: refund, orderID: id))
        #expect(shop.bench.run(approval, by: both).rejection == .makerIsChecker)
        #expect(shop.bench.run(approval, by: shop.support).rejection == .roleForbidden)
        #expect(shop.bench.run(approval, by: shop.member).rejection == .roleForbidden)
        #expect(shop.bench.run(request, by: shop.finance).rejection == .roleForbidden)
        #expect(shop.bench.run(request, by: shop.agent).rejection == .roleForbidden)
        #expect(shop.bench.run(request, by: shop.bench.member()).rejection == .notFound)
        let mixed = ApproveRefund(refundID: refund, orderID: shop.order(.paid))
        #expect(shop.bench.run(.approveRefund(mixed), by: shop.finance).rejection == .notFound)
        #expect(shop.bench.run(approval, by: shop.finance).status == 200)
        #expect(shop.bench.set.refunds[refund]?.checkedBy == shop.finance.id)
    }

    static let wrong: [[RefundedLine]] = [
        [], [RefundedLine(line: 1, amount: 0)], [RefundedLine(line: 1, amount: -5)], [RefundedLine(line: 2, amount: 1)],
        [RefundedLine(line: 1, amount: 1), RefundedLine(line: 1, amount: 1)],
        [RefundedLine(line: 1, amount: 1, restock: 3)], [RefundedLine(line: 1, amount: 1, restock: -1)],
    ]

    @Test("lines that cannot be are invalid-parameter", arguments: wrong)
    func wrongLines(lines: [RefundedLine]) {
        let shop = Shop()
        let id = shop.order(.paid, 2)
        let request = Command.requestRefund(RequestRefund(orderID: id, lines: lines, reason: "broken"))
        #expect(shop.bench.run(request, by: shop.member).rejection == .invalidParameter)
    }

    @Test(
        "cancelled after payment: the rest of every line, its commissions and the units not yet returned come back",
        arguments: [OrderState.paid, .fulfilling],
        [Int64(0), 500, 1_998]
    )
    func cancelled(state: OrderState, refunded: Int64) {
        let shop = Shop()
        shop.bench.set.stocks.load(Stock(productID: shop.product, onHand: 5, reserved: 0), isLocked: true)
        let id = shop.order(state, 2)
        if refunded > 0 { #expect(shop.refund(id, refunded, restock: 1).status == 200) }
        #expect(shop.cancel(id).status == 200 && shop.state(id) == .cancelled)
        #expect(shop.stock == Stock(productID: shop.product, onHand: 5, reserved: 0))
        #expect(shop.wallet == 1_000_000_000 && shop.bench.balance(.revenue) == 0)
        #expect(shop.bench.balance(.commission) == 0)
        #expect(shop.commissions(id).allSatisfy { $0.state == .reversed })
        let executed = shop.bench.set.refunds.rows.filter { $0.state == .executed }
        #expect(executed.reduce(0) { $0 + $1.amount } == 1_998 && shop.bench.set.orders[id]?.refunded == 1_998)
    }

    @Test("T8: a refund after the payout takes available below zero, later releases fill it")
    func belowZero() {
        let shop = Shop(holdDays: 0)
        let id = shop.order(.completed)
        #expect(shop.release(id).status == 200)
        shop.bench.run(
            .transferFunds(
                TransferFunds(
                    from: AccountRef(ledgerID: 1, kind: .available, ownerID: shop.agent.id),
                    to: AccountRef(ledgerID: 1, kind: .externalOut),
                    amount: 49,
                    refID: shop.bench.id()
                )
            )
        )
        #expect(shop.refund(id, 999).status == 200 && shop.bench.available(.available, shop.agent.id) == -49)
        #expect(shop.refund(id, 1).rejection == .refundExceedsCaptured)
        let next = shop.order(.completed, 2)
        #expect(shop.release(next).status == 200 && shop.bench.available(.available, shop.agent.id) == 50)
    }

    @Test(
        "T10: amounts, rates and refund splits at random: exact at every step, zero at the end",
        .timeLimit(.minutes(15))
    )
    func property() {
        let seed = UInt64.random(in: .min ... .max)
        let random = SplitMix(seed: seed)
        for round in 0..<50 {
            let isUnilevel = random.next() & 1 == 0
            let first = random.number(0...1_000_000)
            let second = random.number(0...1_000_000 - first)
            let shop = Shop(
                mode: isUnilevel ? .unilevel : .differential,
                rates: isUnilevel ? "[\(first),\(second)]" : #"{"1":\#(first),"2":\#(second)}"#,
                holdDays: 0,
                price: random.number(1...10_000),
                seed: seed &+ UInt64(round)
            )
            let total = shop.bench.set.prices.rows.map(\.amount).max() ?? 0
            let id = shop.order(.completed)
            let largest = isUnilevel ? first + second : max(first, second)
            let accrued = shop.accrued(id).reduce(0, +)
            #expect(accrued <= total * largest / 1_000_000, "seed \(seed) round \(round)")
            var refunded: Int64 = 0
            while refunded < total {
                if random.next() & 3 == 0 { #expect(shop.release(id).status == 200, "seed \(seed) round \(round)") }
                let part = random.number(1...total - refunded)
                refunded += part
                #expect(shop.refund(id, part).status == 200, "seed \(seed) round \(round)")
                let expected = shop.accrued(id).map { $0 * refunded / total }
                #expect(shop.reversed(id) == expected, "seed \(seed) round \(round)")
            }
            let kinds: [AccountKind] = [.held, .available]
            let agents = kinds.flatMap { kind in [shop.agent, shop.top].map { shop.bench.balance(kind, $0.id) } }
            #expect(agents.allSatisfy { $0 == 0 } && shop.wallet == 1_000_000_000, "seed \(seed) round \(round)")
            #expect(shop.bench.balance(.commission) == 0 && shop.bench.balance(.revenue) == 0, "seed \(seed)")
        }
    }
}
