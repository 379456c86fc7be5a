import EngineCore

/// A fault of the engine that the simulation must find.
enum PlantedDefect: String, CaseIterable, Sendable {
    /// One transfer of a batch is not written.
    case entrySkipped
    /// A key is not found again, so what it names happens once more.
    case commandAppliedTwice
    /// One audit event is not written.
    case auditRowLost
    /// One account keeps the sums it had.
    case balanceUpdateLost
    /// An answer is not kept under its key.
    case outcomeNotStored
    /// A row of the chain differs from what was hashed.
    case sealWrong
    /// An order keeps its state.
    case orderUpdateLost
    /// What is reserved stays reserved.
    case stockUpdateLost
    /// One clawback is not written.
    case clawbackLost

    /// Plants it in a database: it strikes at every second commit that it can change.
    func plant(_ database: SimDatabase) {
        if self == .commandAppliedTwice {
            database.forgetsKeys = true
            return
        }
        var chances = 0
        database.tamper = { writes in
            guard self.canChange(writes) else { return }
            chances += 1
            if chances % 2 == 0 { self.change(&writes) }
        }
    }

    private func canChange(_ writes: SimWrites) -> Bool {
        switch self {
        case .entrySkipped: !writes.transfers.inserted.isEmpty
        case .commandAppliedTwice: false
        case .auditRowLost, .sealWrong: !writes.events.inserted.isEmpty
        case .balanceUpdateLost: !writes.accounts.updated.isEmpty
        case .outcomeNotStored: !writes.outcomes.inserted.isEmpty
        case .orderUpdateLost: !writes.orders.updated.isEmpty
        case .stockUpdateLost: !writes.stocks.updated.isEmpty
        case .clawbackLost: !writes.clawbacks.inserted.isEmpty
        }
    }

    private func change(_ writes: inout SimWrites) {
        switch self {
        case .entrySkipped: writes.transfers.inserted.removeLast()
        case .commandAppliedTwice: break
        case .auditRowLost: writes.events.inserted.removeLast()
        case .balanceUpdateLost: writes.accounts.updated.removeLast()
        case .outcomeNotStored: writes.outcomes.inserted.removeLast()
        case .sealWrong: writes.events.inserted[0].action += "!"
        case .orderUpdateLost: writes.orders.updated.removeLast()
        case .stockUpdateLost: writes.stocks.updated.removeLast()
        case .clawbackLost: writes.clawbacks.inserted.removeLast()
        }
    }
}
