/// Everything that can change the store: one case for each command.
public enum Command: Sendable, Hashable {
    case transferFunds(TransferFunds)
    case createLedger(CreateLedger)
    case proposeAdjustment(ProposeAdjustment)
    case proposeCorrection(ProposeCorrection)
    case approveAction(ApproveAction)
    case rejectAction(RejectAction)
    case expireApproval(ExpireApproval)
    case registerMember(RegisterMember)
    case createMember(CreateMember)
    case createAgent(CreateAgent)
    case createAdmin(CreateAdmin)
    case activatePrincipal(ActivatePrincipal)
    case suspendPrincipal(SuspendPrincipal)
    case reinstatePrincipal(ReinstatePrincipal)
    case closePrincipal(ClosePrincipal)
    case proposeMemberMove(ProposeMemberMove)
    case setAgentTier(SetAgentTier)
    case setAdminRoles(SetAdminRoles)
    case createProduct(CreateProduct)
    case updateProduct(UpdateProduct)
    case addPrice(AddPrice)
    case setStock(SetStock)
    case proposePlan(ProposePlan)
    case putSetting(PutSetting)
    case placeOrder(PlaceOrder)
    case payOrder(PayOrder)
    case cancelOrder(CancelOrder)
    case expireOrder(ExpireOrder)
    case fulfilOrder(FulfilOrder)
    case deliverOrder(DeliverOrder)
    case completeOrder(CompleteOrder)
    case requestRefund(RequestRefund)
    case approveRefund(ApproveRefund)
    case rejectRefund(RejectRefund)
    case releaseCommissions(ReleaseCommissions)
    case initiateDeposit(InitiateDeposit)
    case confirmDeposit(ConfirmDeposit)
    case failDeposit(FailDeposit)
    case reverseDeposit(ReverseDeposit)
    case requestWithdrawal(RequestWithdrawal)
    case cancelWithdrawal(CancelWithdrawal)
    case approveWithdrawal(ApproveWithdrawal)
    case rejectWithdrawal(RejectWithdrawal)
    case startWithdrawal(StartWithdrawal)
    case settleWithdrawal(SettleWithdrawal)
    case proposePayoutBatch(ProposePayoutBatch)
    case openPeriod(OpenPeriod)
    case proposePeriodClose(ProposePeriodClose)
    case issueStatements(IssueStatements)
    case runReconciliation(RunReconciliation)
    case resolveReconItem(ResolveReconItem)
    case advanceConsumer(AdvanceConsumer)
}

extension Command {
    package var deciding: any Deciding {
        switch self {
        case .transferFunds(let command): command
        case .createLedger(let command): command
        case .proposeAdjustment(let command): command
        case .proposeCorrection(let command): command
        case .approveAction(let command): command
        case .rejectAction(let command): command
        case .expireApproval(let command): command
        case .registerMember(let command): command
        case .createMember(let command): command
        case .createAgent(let command): command
        case .createAdmin(let command): command
        case .activatePrincipal(let command): command
        case .suspendPrincipal(let command): command
        case .reinstatePrincipal(let command): command
        case .closePrincipal(let command): command
        case .proposeMemberMove(let command): command
        case .setAgentTier(let command): command
        case .setAdminRoles(let command): command
        case .createProduct(let command): command
        case .updateProduct(let command): command
        case .addPrice(let command): command
        case .setStock(let command): command
        case .proposePlan(let command): command
        case .putSetting(let command): command
        case .placeOrder(let command): command
        case .payOrder(let command): command
        case .cancelOrder(let command): command
        case .expireOrder(let command): command
        case .fulfilOrder(let command): command
        case .deliverOrder(let command): command
        case .completeOrder(let command): command
        case .requestRefund(let command): command
        case .approveRefund(let command): command
        case .rejectRefund(let command): command
        case .releaseCommissions(let command): command
        case .initiateDeposit(let command): command
        case .confirmDeposit(let command): command
        case .failDeposit(let command): command
        case .reverseDeposit(let command): command
        case .requestWithdrawal(let command): command
        case .cancelWithdrawal(let command): command
        case .approveWithdrawal(let command): command
        case .rejectWithdrawal(let command): command
        case .startWithdrawal(let command): command
        case .settleWithdrawal(let command): command
        case .proposePayoutBatch(let command): command
        case .openPeriod(let command): command
        case .proposePeriodClose(let command): command
        case .issueStatements(let command): command
        case .runReconciliation(let command): command
        case .resolveReconItem(let command): command
        case .advanceConsumer(let command): command
        }
    }

    /// The value of the label `kind`, as `place_order`.
    public var kind: String { type(of: self.deciding).kind }
}
