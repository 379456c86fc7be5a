extension Order {
    var wallet: AccountRef { AccountRef(ledgerID: self.ledgerID, kind: .wallet, ownerID: self.memberID) }
    var revenue: AccountRef { AccountRef(ledgerID: self.ledgerID, kind: .revenue) }
    var commissionAccount: AccountRef { AccountRef(ledgerID: self.ledgerID, kind: .commission) }
    func held(_ agent: ID) -> AccountRef { AccountRef(ledgerID: self.ledgerID, kind: .held, ownerID: agent) }
    func available(_ agent: ID) -> AccountRef { AccountRef(ledgerID: self.ledgerID, kind: .available, ownerID: agent) }
}
