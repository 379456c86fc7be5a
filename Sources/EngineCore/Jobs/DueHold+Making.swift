extension DueHold {
    package init(seq: Int64, orderID: ID, expiresAt: Int64) {
        self.seq = seq
        self.refID = orderID
        self.expiresAt = expiresAt
    }
}
