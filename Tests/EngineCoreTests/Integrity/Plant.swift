import EngineCore
import Testing

/// A violation put into sound books with SQL that both databases understand, and the invariant that must name it.
struct Plant: Sendable, CustomTestStringConvertible {
    let invariant: Invariant
    let statements: [String]
    /// Whether the incremental check must see it too.
    let isNew: Bool

    init(_ invariant: Invariant, isNew: Bool = false, _ statements: String...) {
        (self.invariant, self.isNew, self.statements) = (invariant, isNew, statements)
    }

    var testDescription: String { "\(self.invariant.rawValue): \(self.statements[0].prefix(80))" }

    private static let anOrder = "(SELECT id FROM orders WHERE state = 4 ORDER BY id LIMIT 1)"
    private static let aCommission = """
        (SELECT order_id FROM commission WHERE reversed > 0 AND reversed < accrued ORDER BY order_id LIMIT 1)
        """

    static let all: [Plant] = Self.ledger + Self.trade + Self.process

    private static let ledger: [Plant] = [
        Plant(.ledgerBalanced, isNew: true, "UPDATE account SET debits_posted = debits_posted + 1 WHERE kind = 1"),
        Plant(.ledgerBalanced, isNew: true, "UPDATE account SET credits_pending = credits_pending + 1 WHERE kind = 5"),
        Plant(.accountSums, "UPDATE account SET debits_posted = debits_posted + 1 WHERE kind IN (1, 10)"),
        Plant(.accountSums, "UPDATE account SET last_seq = last_seq - 1 WHERE kind = 1"),
        Plant(.accountSums, "DELETE FROM account WHERE kind = 5"),
        Plant(.noOverdraft, isNew: true, "UPDATE account SET debits_pending = credits_posted + 1 WHERE kind = 10"),
        Plant(.noOverdraft, isNew: true, "UPDATE account SET debits_posted = credits_posted + 1 WHERE kind = 20"),
        Plant(.holdsResolved, isNew: true, "UPDATE hold SET resolved_seq = resolved_seq + 1 WHERE state = 1"),
        Plant(.holdsResolved, isNew: true, "UPDATE hold SET state = 2 WHERE state = 1"),
        Plant(.holdsResolved, isNew: true, "DELETE FROM hold WHERE state = 0"),
        Plant(
            .holdsResolved,
            isNew: true,
            "UPDATE hold SET state = 0, resolved_seq = NULL, expires_at = 1 WHERE state = 1"
        ),
        Plant(.holdsResolved, "UPDATE hold SET state = 1, resolved_seq = 1 WHERE state = 0"),
        Plant(.numbersGapFree, isNew: true, "DELETE FROM transfer WHERE seq = 5"),
        Plant(.numbersGapFree, isNew: true, "DELETE FROM audit_event WHERE seq = 1"),
        Plant(.numbersGapFree, isNew: true, "DELETE FROM audit_event WHERE seq = (SELECT max(seq) FROM audit_event)"),
        Plant(.numbersGapFree, isNew: true, "UPDATE chain_head SET last_transfer = last_transfer + 1"),
        Plant(.numbersGapFree, isNew: true, "DELETE FROM chain_head"),
    ]

    private static let trade: [Plant] = [
        Plant(.orderTotals, "UPDATE orders SET total = total + 1 WHERE id = \(Self.anOrder)"),
        Plant(.orderTotals, "UPDATE order_line SET unit = unit + 1 WHERE order_id = \(Self.anOrder)"),
        Plant(.orderTotals, "UPDATE orders SET refunded = refunded + 1 WHERE id = \(Self.anOrder)"),
        Plant(.orderTotals, "UPDATE refund SET amount = amount + 1 WHERE state = 1"),
        Plant(.orderTotals, "UPDATE refund SET lines = '[]' WHERE state = 1"),
        Plant(.orderTransfers, "UPDATE orders SET state = 5 WHERE id = \(Self.anOrder)"),
        Plant(.orderTransfers, "UPDATE orders SET state = 0 WHERE id = \(Self.anOrder)"),
        Plant(.orderTransfers, "DELETE FROM orders WHERE id = \(Self.anOrder)"),
        Plant(.commissionCap, "UPDATE plan SET cap_ppm = 1, rates = '[1]'"),
        Plant(.commissionCap, "UPDATE commission SET accrued = accrued + 1"),
        Plant(.commissionCap, "UPDATE commission SET rate_ppm = rate_ppm + 1"),
        Plant(.commissionCap, "UPDATE commission SET base = base + 1"),
        Plant(.commissionCap, "DELETE FROM commission WHERE level = 2"),
        Plant(.commissionCap, "UPDATE order_line SET plan_id = NULL"),
        Plant(.clawbackExact, "UPDATE commission SET reversed = reversed - 1 WHERE order_id = \(Self.aCommission)"),
        Plant(.clawbackExact, "UPDATE clawback SET amount = amount + 1"),
        Plant(.clawbackExact, "UPDATE commission SET state = 1 WHERE state = 2"),
        Plant(.agentBalances, "UPDATE commission SET state = 1 WHERE state = 0"),
        Plant(.agentBalances, "UPDATE commission SET reversed = reversed - 1 WHERE order_id = \(Self.aCommission)"),
        Plant(.agentBalances, "UPDATE account SET credits_posted = credits_posted + 1 WHERE kind = 21"),
        Plant(.statements, "UPDATE statement SET accrued = accrued + 1"),
        Plant(.statements, "UPDATE statement SET opening = opening + 1"),
        Plant(.statements, "DELETE FROM statement"),
        Plant(.statements, "UPDATE period SET last_seq = last_seq - 10"),
        Plant(.externalReconciled, "UPDATE cash_request SET amount = amount + 1 WHERE kind = 0"),
        Plant(.externalReconciled, "UPDATE cash_request SET state = 8 WHERE state = 7"),
        Plant(.externalReconciled, "UPDATE recon_item SET state = 1, transfer_seq = 1"),
    ]

    private static let process: [Plant] = [
        Plant(.effectOnce, "UPDATE transfer SET ref_id = (SELECT id FROM orders ORDER BY id LIMIT 1) WHERE code = 10"),
        Plant(.effectOnce, "UPDATE transfer SET id = (SELECT id FROM transfer WHERE seq = 1) WHERE seq = 2"),
        Plant(.auditComplete, "UPDATE audit_event SET action = 'order.lost' WHERE action = 'order.completed'"),
        Plant(.auditComplete, "UPDATE refund SET state = 2 WHERE state = 1"),
        Plant(.auditComplete, "UPDATE cash_request SET state = 9 WHERE state = 4"),
        Plant(.auditComplete, "UPDATE approval SET state = 3 WHERE state = 0"),
        Plant(.auditComplete, "UPDATE period SET state = 0"),
        Plant(.auditComplete, "UPDATE audit_event SET action = 'x' WHERE action = 'commission.accrued'"),
        Plant(.auditComplete, "UPDATE audit_event SET action = 'x' WHERE action = 'commission.clawed_back'"),
        Plant(.auditComplete, "DELETE FROM statement"),
        Plant(.auditComplete, "UPDATE batch_seal SET last_event = 0"),
        Plant(.auditChain, isNew: true, "UPDATE transfer SET amount = amount + 1 WHERE seq = 3"),
        Plant(.auditChain, isNew: true, "UPDATE audit_event SET request_id = 'other' WHERE seq = 3"),
        Plant(.auditChain, isNew: true, "UPDATE batch_seal SET at = at + 1 WHERE batch = 3"),
        Plant(.auditChain, isNew: true, "DELETE FROM batch_seal WHERE batch = 3"),
        Plant(.auditChain, isNew: true, "UPDATE chain_head SET batch = batch - 1"),
        Plant(.treeClosure, "DELETE FROM agent_closure WHERE depth = 1"),
        Plant(.treeClosure, "UPDATE agent_closure SET depth = 2 WHERE depth = 1"),
        Plant(.treeClosure, "UPDATE agent SET parent_id = NULL"),
        Plant(.outboxDelivered, isNew: true, "UPDATE audit_event SET at = 1", "UPDATE consumer SET last_event = 2"),
    ]
}
