import EngineCore

extension DecisionBench {
    /// Approves what a proposal's outcome named, with the payload of its row.
    @discardableResult
    func approve(_ proposed: Outcome, by actor: Actor) -> Outcome {
        guard let approval = self.set.approvals[proposed.madeID] else { return proposed }
        let command = ApproveAction(approvalID: approval.id, action: approval.action, payload: approval.payload)
        return self.run(.approveAction(command), by: actor)
    }

    /// A confirmed deposit of a member.
    func deposit(_ member: Actor, _ amount: Int64, provider: String = "bank", externalID: String? = nil) -> ID {
        let made = self.run(
            .initiateDeposit(InitiateDeposit(ledgerID: 1, amount: amount, provider: provider)),
            by: member
        )
        let id = made.madeID
        let confirm = ConfirmDeposit(
            requestID: id,
            provider: provider,
            externalID: externalID ?? "\(id)",
            amount: amount
        )
        self.run(.confirmDeposit(confirm))
        return id
    }
}
