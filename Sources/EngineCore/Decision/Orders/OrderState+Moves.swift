extension OrderState {
    /// The states that may follow (engine.md section 4).
    package var followers: [OrderState] {
        switch self {
        case .awaitingPayment: [.paid, .cancelled, .expired]
        case .paid: [.fulfilling, .cancelled]
        case .fulfilling: [.fulfilled, .cancelled]
        case .fulfilled: [.completed]
        case .completed, .cancelled, .expired: []
        }
    }

    /// Whether money of the order can be given back by a refund.
    package var isRefundable: Bool {
        switch self {
        case .paid, .fulfilling, .fulfilled, .completed: true
        case .awaitingPayment, .cancelled, .expired: false
        }
    }

    /// - Throws: `invalid-transition` with `from` and `allowed`.
    func check(moveTo state: OrderState) throws(Rejection) {
        guard self.followers.contains(state) else { throw .transition(from: self, allowed: self.followers) }
    }
}
