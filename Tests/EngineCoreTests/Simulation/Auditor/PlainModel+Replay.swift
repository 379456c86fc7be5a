import EngineCore

extension PlainModel {
    /// Replays one request and says what is wrong with the engine's answer; nil: nothing.
    mutating func replay(_ request: CommandRequest, _ outcome: Outcome, in batch: CommittedBatch) -> PlainVerdict {
        self.now = batch.now
        self.openedAfter = batch.openedAfter
        self.actor = request.actor
        self.wasDone = false
        self.reply = .null
        if case .done(let reply) = outcome {
            self.reply = reply.json
            self.wasDone = true
        }
        return self.refusalOfActor() ?? self.run(request.command)
    }

    private mutating func run(_ command: Command) -> PlainVerdict {
        switch command {
        case .placeOrder(let command): self.place(command)
        case .payOrder(let command): self.pay(command.orderID)
        case .cancelOrder(let command): self.cancel(command.orderID)
        case .expireOrder(let command): self.expire(command)
        case .fulfilOrder(let command): self.advance(command.orderID, from: .paid, to: .fulfilling)
        case .deliverOrder(let command): self.advance(command.orderID, from: .fulfilling, to: .fulfilled)
        case .completeOrder(let command): self.complete(command.orderID)
        case .requestRefund(let command): self.requestRefund(command)
        case .approveRefund(let command): self.approveRefund(command)
        case .rejectRefund(let command): self.rejectRefund(command)
        case .releaseCommissions(let command): self.release(command)
        case .initiateDeposit(let command): self.initiate(command)
        case .confirmDeposit(let command): self.confirm(command)
        case .failDeposit(let command): self.failDeposit(command.requestID)
        case .reverseDeposit(let command): self.reverse(command.requestID)
        case .requestWithdrawal(let command): self.requestWithdrawal(command)
        case .cancelWithdrawal(let command): self.cancelWithdrawal(command.requestID)
        case .approveWithdrawal(let command): self.approveWithdrawal(command.requestID)
        case .rejectWithdrawal(let command): self.rejectWithdrawal(command)
        case .startWithdrawal(let command): self.startWithdrawal(command.requestID)
        case .settleWithdrawal(let command): self.settle(command)
        case .transferFunds(let command): self.transfer(command)
        case .proposeAdjustment(let command): self.propose(command)
        case .proposeCorrection(let command): self.propose(command)
        case .proposePlan(let command): self.propose(command)
        case .proposeMemberMove(let command): self.propose(command)
        case .proposePayoutBatch(let command): self.propose(command)
        case .proposePeriodClose(let command): self.propose(command)
        case .approveAction(let command): self.approve(command)
        case .rejectAction(let command): self.reject(command)
        case .expireApproval(let command): self.expireApproval(command.approvalID)
        case .openPeriod(let command): self.openPeriod(command)
        case .issueStatements(let command): self.issue(command)
        case .createLedger(let command): self.create(command)
        case .createAdmin(let command): self.create(command)
        case .activatePrincipal(let command): self.activate(command)
        case .createAgent(let command): self.create(command)
        case .createMember(let command): self.create(command)
        case .registerMember(let command): self.register(command)
        case .suspendPrincipal(let command): self.suspend(command)
        case .reinstatePrincipal(let command): self.reinstate(command.principalID)
        case .closePrincipal(let command): self.close(command.principalID)
        case .setAgentTier(let command): self.setTier(command)
        case .setAdminRoles(let command): self.setRoles(command)
        case .createProduct(let command): self.create(command)
        case .updateProduct(let command): self.update(command)
        case .addPrice(let command): self.add(command)
        case .setStock(let command): self.setStock(command)
        case .putSetting(let command): self.put(command)
        case .advanceConsumer(let command): self.advanceConsumer(command)
        default: preconditionFailure("the model does not know \(command.kind)")
        }
    }
}
