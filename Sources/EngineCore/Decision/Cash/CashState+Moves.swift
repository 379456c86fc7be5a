extension CashState {
    /// The states that a request of that kind may go to from here (engine.md section 4).
    func next(_ kind: CashKind) -> [CashState] {
        switch (kind, self) {
        case (.deposit, .initiated): [.confirmed, .failed]
        case (.deposit, .confirmed): [.reversed]
        case (.withdrawal, .requested), (.payout, .requested): [.approved, .rejected, .cancelled]
        case (.withdrawal, .approved), (.payout, .approved): [.processing]
        case (.withdrawal, .processing), (.payout, .processing): [.paid, .failed]
        default: []
        }
    }
}
