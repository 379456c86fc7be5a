import EngineCore

/// The engine, written a second time from its description: dictionaries, one command after the other, no store, no
/// locks, nothing shared with the decisions or their arithmetic.
///
/// It replays what was committed, in the order of commits, and says what each answer and each movement of money must be.
/// Ids of new things are the engine's to choose; the model takes them from the reply.
struct PlainModel: Sendable {
    static let day: Int64 = 86_400_000_000
    static let largest: Int64 = 1_000_000_000_000_000

    var ledgers: Set<Int16> = []
    var currencies: Set<String> = []
    var people: [ID: PlainPerson] = [:]
    var products: [ID: PlainProduct] = [:]
    var plans: [PlainPlan] = []
    var settings: [String: (value: String, version: Int32)] = [:]
    var orders: [ID: PlainOrder] = [:]
    var refunds: [ID: PlainRefund] = [:]
    var cash: [ID: PlainCash] = [:]
    var approvals: [ID: PlainApproval] = [:]
    var periods: [ID: PlainPeriod] = [:]
    var accounts: [AccountRef: PlainAccount] = [:]
    var consumers: [String: Int64] = [:]
    /// All movements by number, from 1.
    var journal: [PlainEntry] = []
    /// Whose hold a pending movement is, by its number.
    var holdOwner: [Int64: ID] = [:]
    var answers: [StoredOutcome.Key: (hash: [UInt8], status: Int32, body: [UInt8])] = [:]
    /// Things in the order in which they came, to choose from: a dictionary has no order of its own.
    var orderIDs: [ID] = []
    var refundIDs: [ID] = []
    var cashIDs: [ID] = []
    var approvalIDs: [ID] = []
    var periodIDs: [ID] = []

    // MARK: The command being replayed

    var now: Int64 = 0
    var actor = Actor.system
    var reply = CanonicalJSON.null
    /// The newest event before the batch.
    var lastEvent: Int64 = 0
    /// Movements of the batch that are not in the journal yet.
    var movesInBatch = 0
    /// Commits that the batch could see when it began to read.
    var openedAfter = 0
    /// The plans that the engine chose for the new lines of the batch.
    var chosenPlans: [OrderLine.Key: ID] = [:]
    var commit = 0
    /// Whether the engine says it was done; then ids may be taken from the reply.
    var wasDone = false

    var replyID: ID { self.reply["id"]?.id ?? .nil }

    func wallet(_ owner: ID, _ ledger: Int16) -> AccountRef {
        AccountRef(ledgerID: ledger, kind: .wallet, ownerID: owner)
    }
    func held(_ owner: ID, _ ledger: Int16) -> AccountRef { AccountRef(ledgerID: ledger, kind: .held, ownerID: owner) }
    func payable(_ owner: ID, _ ledger: Int16) -> AccountRef {
        AccountRef(ledgerID: ledger, kind: .available, ownerID: owner)
    }
    func platform(_ kind: AccountKind, _ ledger: Int16) -> AccountRef { AccountRef(ledgerID: ledger, kind: kind) }
    func available(_ account: AccountRef) -> Int64 { self.accounts[account]?.available ?? 0 }

    /// Books a movement as its phase says.
    mutating func book(_ transfer: PlainTransfer) {
        var from = self.accounts[transfer.from] ?? PlainAccount()
        var to = self.accounts[transfer.to] ?? PlainAccount()
        switch transfer.phase {
        case 0:
            from.debits += transfer.amount
            to.credits += transfer.amount
        case 1:
            from.pendingDebits += transfer.amount
            to.pendingCredits += transfer.amount
        case 2:
            from.pendingDebits -= transfer.amount
            from.debits += transfer.amount
            to.pendingCredits -= transfer.amount
            to.credits += transfer.amount
        default:
            from.pendingDebits -= transfer.amount
            to.pendingCredits -= transfer.amount
        }
        self.accounts[transfer.from] = from
        self.accounts[transfer.to] = to
    }

    mutating func move(
        _ verdict: inout PlainVerdict,
        _ code: Int16,
        _ from: AccountRef,
        _ to: AccountRef,
        _ amount: Int64,
        phase: Int16 = 0
    ) {
        let transfer = PlainTransfer(phase: phase, code: code, from: from, to: to, amount: amount)
        self.book(transfer)
        self.movesInBatch += 1
        verdict.transfers.append(transfer)
    }

    /// Codes that forbid this actor anything at all.
    func refusalOfActor() -> PlainVerdict? {
        if self.actor.role == .system { return nil }
        guard let person = self.people[self.actor.id], person.role == self.actor.role,
            person.adminRoles.isSuperset(of: self.actor.adminRoles)
        else { return .refused("role-forbidden") }
        if person.status != .active { return .refused("account-suspended") }
        return nil
    }

    func isAdmin(_ roles: AdminRoles) -> Bool {
        self.actor.role == .admin && !self.actor.adminRoles.isDisjoint(with: roles)
    }
    var isSystem: Bool { self.actor.role == .system }
    func isAmount(_ amount: Int64) -> Bool { amount >= 1 && amount <= Self.largest }
    func isReason(_ text: String) -> Bool { (1...500).contains(text.unicodeScalars.count) }
}
