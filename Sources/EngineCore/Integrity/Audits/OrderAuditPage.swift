import SQLStore

/// Some orders in order of id, with all rows that belong to them.
struct OrderAuditPage {
    let orders: [Order]
    private let lines: [ID: [OrderLine]]
    private let commissions: [ID: [Commission]]
    private let refunds: [ID: [Refund]]
    private let clawbacks: [ID: [Clawback]]

    init(_ connection: inout some ReadConnection & ~Copyable, after: ID, limit: Int64) throws(SQLError) {
        self.orders = try connection.rows(OrderAuditQueries.orders, [.uuid(after), .int64(limit)], as: Order.self)
        let range: [SQLValue] = [.uuid(after), .uuid(self.orders.last?.id ?? after)]
        let lines = try connection.rows(OrderAuditQueries.lines, range, as: OrderLine.self)
        let commissions = try connection.rows(OrderAuditQueries.commissions, range, as: Commission.self)
        let refunds = try connection.rows(OrderAuditQueries.refunds, range, as: Refund.self)
        let clawbacks = try connection.rows(OrderAuditQueries.clawbacks, range, as: Clawback.self)
        self.lines = Dictionary(grouping: lines, by: \.orderID)
        self.commissions = Dictionary(grouping: commissions, by: \.orderID)
        self.refunds = Dictionary(grouping: refunds, by: \.orderID)
        self.clawbacks = Dictionary(grouping: clawbacks, by: \.refundID)
    }

    func books(of order: Order) -> OrderBooks {
        let refunds = self.refunds[order.id] ?? []
        var refunded: [Int16: Int64] = [:]
        for refund in refunds where refund.state == .executed {
            for line in CanonicalJSON(text: refund.lines)?.array?.compactMap(RefundedLine.init(json:)) ?? [] {
                refunded[line.line, default: 0] += line.amount
            }
        }
        return OrderBooks(
            order: order,
            lines: self.lines[order.id] ?? [],
            commissions: self.commissions[order.id] ?? [],
            clawbacks: refunds.flatMap { self.clawbacks[$0.id] ?? [] },
            refundedLines: refunded
        )
    }
}
