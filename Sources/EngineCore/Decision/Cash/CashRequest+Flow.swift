/// The accounts and codes of a request's money, and what it must be for a move.
extension CashRequest {
    /// The owner's account: a payout is paid from what an agent has available, everything else goes over a wallet.
    var ownerAccount: AccountRef {
        AccountRef(
            ledgerID: self.ledgerID,
            kind: self.kind == .payout ? .available : .wallet,
            ownerID: self.principalID
        )
    }
    /// Where the money comes from or goes to outside.
    var externalAccount: AccountRef {
        AccountRef(ledgerID: self.ledgerID, kind: self.kind == .deposit ? .externalIn : .externalOut)
    }
    var holdCode: TransferCode { self.kind == .payout ? .payoutHold : .withdrawalHold }
    var postCode: TransferCode { self.kind == .payout ? .payoutPost : .withdrawalPost }
    var voidCode: TransferCode { self.kind == .payout ? .payoutVoid : .withdrawalVoid }

    func insertAccounts(into refs: inout Set<AccountRef>) {
        refs.insert(self.ownerAccount)
        refs.insert(self.externalAccount)
    }

    /// - Throws: `invalid-transition`.
    func checkMove(to state: CashState) throws(Rejection) {
        let allowed = self.state.next(self.kind)
        guard allowed.contains(state) else { throw .transition(from: self.state, allowed: allowed) }
    }

    /// What an approval checks again: the owner may have been suspended, and commission taken back, since the request.
    /// - Throws: `invalid-transition`, `account-suspended`, `payout-blocked-negative-balance`.
    func checkApproval(_ set: borrowing WorkingSet) throws(Rejection) {
        try self.checkMove(to: .approved)
        guard set.principals[self.principalID]?.status == .active else { throw Rejection(.accountSuspended) }
        try set.checkPayable(self.ownerAccount)
    }

    /// What replies show.
    var reply: [String: CanonicalJSON] {
        [
            "amount": .int(self.amount), "id": .id(self.id), "kind": .name(self.kind),
            "ledger": .int(Int64(self.ledgerID)), "state": .name(self.state), "version": .int(Int64(self.version)),
        ]
    }
}
