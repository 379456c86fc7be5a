import EngineCore
import Testing

/// One ledger, four admins, an agent with a child agent whose member buys a product of 999: 5 % and 2 % for 7 days.
final class SmallShop {
    let bench: EngineBench
    let root: Actor
    let finance: Actor
    let otherFinance: Actor
    let operations: Actor
    let support: Actor
    let parent: Actor
    let child: Actor
    let member: Actor
    let product: ID

    init(_ target: ConformanceTarget, gateways: Int = 1) throws {
        let bench = try EngineBench(target, gateways: gateways)
        self.bench = bench
        try bench.ledger()
        self.root = try bench.admin("root", .super)
        self.finance = try bench.admin("finance", .finance)
        self.otherFinance = try bench.admin("finance2", [.finance, .super])
        self.operations = try bench.admin("operations", .operations)
        self.support = try bench.admin("support", .support)
        self.parent = try bench.agent("parent", tier: 2, by: self.operations)
        self.child = try bench.agent("child", under: self.parent, tier: 1, by: self.operations)
        self.member = try bench.member("member", of: self.child)
        self.product = try bench.product("sku", price: 999, by: self.operations)
        let plan = ProposePlan(
            ledgerID: 1,
            mode: .unilevel,
            rates: .array([.int(50_000), .int(20_000)]),
            capPpm: 70_000,
            holdDays: 7
        )
        try bench.plan(plan, by: self.root, and: self.finance)
    }

    /// An order of one product, paid.
    func paidOrder() throws -> ID {
        let order = try self.bench.place([(self.product, 1)], total: 999, by: self.member)
        try self.bench.done(.payOrder(PayOrder(orderID: order)), by: self.member)
        return order
    }

    /// Brings a paid order to its end and its commissions to the agents; the clock goes 7 days on.
    func completeAndRelease(_ order: ID) throws {
        try self.bench.done(.fulfilOrder(FulfilOrder(orderID: order)), by: self.operations)
        try self.bench.done(.deliverOrder(DeliverOrder(orderID: order)), by: self.operations)
        try self.bench.done(.completeOrder(CompleteOrder(orderID: order)), by: self.operations)
        self.bench.now += 7 * 86_400_000_000
        try self.bench.done(.releaseCommissions(ReleaseCommissions(orderID: order, due: self.bench.now)))
    }

    /// A refund of line 1, asked for by support and approved by finance.
    @discardableResult
    func refund(_ amount: Int64, of order: ID) throws -> ID {
        let lines = [RefundedLine(line: 1, amount: amount)]
        let request = RequestRefund(orderID: order, lines: lines, reason: "broken")
        let id = try #require(try self.bench.done(.requestRefund(request), by: self.support)["id"]?.id)
        try self.bench.done(.approveRefund(ApproveRefund(refundID: id, orderID: order)), by: self.finance)
        return id
    }

    /// Money of an agent, all the way out.
    func payOut(_ amount: Int64, to agent: Actor) throws {
        let request = RequestWithdrawal(ledgerID: 1, amount: amount)
        let id = try #require(try self.bench.done(.requestWithdrawal(request), by: agent)["id"]?.id)
        try self.bench.done(.approveWithdrawal(ApproveWithdrawal(requestID: id)), by: self.finance)
        try self.bench.done(.startWithdrawal(StartWithdrawal(requestID: id)), by: self.finance)
        try self.bench.done(.settleWithdrawal(SettleWithdrawal(requestID: id, isPaid: true)))
    }
}
