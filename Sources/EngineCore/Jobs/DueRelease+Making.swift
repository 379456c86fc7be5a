extension DueRelease {
    package init(orderID: ID, dueAt: Int64) {
        self.orderID = orderID
        self.dueAt = dueAt
    }
}
