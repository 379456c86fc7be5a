extension Order {
    /// What a reply and the audit trail show; who earns on the order is not the member's business, so it is not in it.
    var image: CanonicalJSON {
        .object([
            "id": .id(self.id), "member_id": .id(self.memberID), "ledger_id": .int(Int64(self.ledgerID)),
            "state": .name(self.state), "total": .int(self.total), "refunded": .int(self.refunded),
            "version": .int(Int64(self.version)), "expires_at": .int(self.expiresAt),
            "completed_at": .int(self.completedAt), "created_at": .int(self.createdAt),
        ])
    }
}

extension OrderLine {
    var image: CanonicalJSON {
        .object([
            "line": .int(Int64(self.line)), "product_id": .id(self.productID), "qty": .int(Int64(self.qty)),
            "unit": .int(self.unit), "amount": .int(self.amount), "refunded": .int(self.refunded),
        ])
    }
}

extension Commission {
    var image: CanonicalJSON {
        .object([
            "line": .int(Int64(self.line)), "level": .int(Int64(self.level)), "agent_id": .id(self.agentID),
            "rate_ppm": .int(Int64(self.ratePpm)), "base": .int(self.base), "accrued": .int(self.accrued),
            "reversed": .int(self.reversed), "state": .name(self.state), "due_at": .int(self.dueAt),
        ])
    }
}

extension Refund {
    var image: CanonicalJSON {
        .object([
            "id": .id(self.id), "order_id": .id(self.orderID), "state": .name(self.state),
            "amount": .int(self.amount), "lines": CanonicalJSON(text: self.lines) ?? .null,
            "reason": .string(self.reason), "made_by": .id(self.madeBy), "checked_by": .id(self.checkedBy),
            "executed_at": .int(self.executedAt),
        ])
    }
}
