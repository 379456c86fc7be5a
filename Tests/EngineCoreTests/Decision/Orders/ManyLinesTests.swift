import EngineCore
import Testing

/// Orders of several lines, on which one agent earns more than once.
@Suite("Orders of several lines") struct ManyLinesTests {
    private let shop = Shop()
    private let lines: [OrderedLine]

    /// Three lines of 999, 333 and a charge of 50.
    init() {
        let (second, charge) = (self.shop.bench.id(), self.shop.bench.id())
        self.shop.addProduct(second, price: 333, stock: 2)
        self.shop.addProduct(charge, kind: .charge, price: 50)
        self.lines = [self.shop.product, second, charge].map { OrderedLine(productID: $0, quantity: 1) }
    }

    private func place() -> ID {
        let command = PlaceOrder(ledgerID: 1, lines: self.lines, total: 1_382)
        return self.shop.bench.run(.placeOrder(command), by: self.shop.member).madeID
    }

    private func complete() -> ID {
        let id = self.place()
        for state in [OrderState.paid, .fulfilling, .fulfilled, .completed] {
            #expect(self.shop.move(id, to: state).status == 200)
        }
        return id
    }

    private func take(_ amount: Int64, from kind: AccountKind) {
        let command = TransferFunds(
            from: AccountRef(ledgerID: 1, kind: kind, ownerID: self.shop.agent.id),
            to: AccountRef(ledgerID: 1, kind: .suspense),
            amount: amount,
            refID: self.shop.bench.id()
        )
        #expect(self.shop.bench.run(.transferFunds(command)).status == 200)
    }

    @Test("every line accrues by itself, a charge not at all, and one refund touches several")
    func refund() {
        let id = self.place()
        #expect(self.shop.move(id, to: .paid).status == 200)
        #expect(self.shop.accrued(id) == [49, 19, 16, 6])
        #expect(self.shop.commissions(id).map(\.line) == [1, 1, 2, 2])
        let lines = [
            RefundedLine(line: 3, amount: 50), RefundedLine(line: 1, amount: 500), RefundedLine(line: 2, amount: 333),
        ]
        let request = RequestRefund(orderID: id, lines: lines, reason: "broken")
        let refund = self.shop.bench.run(.requestRefund(request), by: self.shop.support).madeID
        let approval = ApproveRefund(refundID: refund, orderID: id)
        #expect(self.shop.bench.run(.approveRefund(approval), by: self.shop.finance).status == 200)
        #expect(self.shop.reversed(id) == [24, 9, 16, 6])
        #expect(self.shop.commissions(id).map(\.state) == [.held, .held, .reversed, .reversed])
        #expect(self.shop.bench.set.orders[id]?.refunded == 883)
        #expect(self.shop.cancel(id).status == 200 && self.shop.wallet == 1_000_000_000)
        #expect(self.shop.bench.balance(.held, self.shop.agent.id) == 0)
    }

    @Test("an order is refused as a whole if one line is out of stock")
    func outOfStock() {
        #expect(self.place() != .nil && self.place() != .nil)
        let command = PlaceOrder(ledgerID: 1, lines: self.lines, total: 1_382)
        let outcome = self.shop.bench.run(.placeOrder(command), by: self.shop.member)
        #expect(outcome.rejection == .outOfStock && outcome.details["available"] == .int(0))
    }

    @Test("what an adjustment took from held is not clawed back below zero: the refund waits")
    func drainedBeforeRefund() {
        let id = self.place()
        #expect(self.shop.move(id, to: .paid).status == 200)
        self.take(60, from: .held)
        let refund = self.shop.refund(id, 999)
        #expect(refund.rejection == .insufficientFunds)
        #expect(self.shop.cancel(id).rejection == .insufficientFunds && self.shop.state(id) == .paid)
        self.shop.bench.fund(.held, self.shop.agent.id, 60)
        #expect(self.shop.cancel(id).status == 200)
    }

    @Test("what an adjustment took from held is not released; the others get theirs, the key is not lost")
    func drainedBeforeRelease() {
        let id = self.complete()
        self.take(1, from: .held)
        self.shop.bench.now += 7 * Microseconds.day
        #expect(self.shop.release(id).reply == .object(["released": .int(25), "deferred": .int(2)]))
        self.shop.bench.fund(.held, self.shop.agent.id, 1)
        self.shop.bench.now += Microseconds.day
        #expect(self.shop.release(id, due: self.shop.bench.now).reply["released"] == .int(65))
    }

    @Test("lines under plans with other hold days are due apart")
    func dueApart() {
        self.shop.bench.set.products.update(self.lines[1].productID) { $0.category = "slow" }
        self.shop.bench.set.plans.load(
            Plan(
                id: self.shop.bench.id(),
                ledgerID: 1,
                category: "slow",
                mode: .unilevel,
                rates: "[50000]",
                capPpm: 50_000,
                holdDays: 30,
                validFrom: self.shop.bench.now
            ),
            isLocked: false
        )
        let id = self.complete()
        let days = self.shop.commissions(id).map { (($0.dueAt ?? 0) - self.shop.bench.now) / Microseconds.day }
        #expect(days == [7, 7, 30])
        self.shop.bench.now += 7 * Microseconds.day
        #expect(self.shop.release(id).reply["released"] == .int(68))
        self.shop.bench.now += 23 * Microseconds.day
        #expect(self.shop.release(id, due: self.shop.bench.now).reply["released"] == .int(16))
    }
}
