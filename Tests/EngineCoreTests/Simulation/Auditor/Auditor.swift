import EngineCore

/// Replays what was committed on the plain model and compares: every answer, every movement of money, every balance,
/// every number, and the invariants.
struct Auditor {
    private(set) var model = PlainModel()
    private(set) var head = SimDatabase.emptyHead
    private(set) var commandCount = 0
    /// The first thing found; nothing is checked after it.
    private(set) var failure: String?
    /// Seals are recomputed for some seeds only: hashing is most of the work.
    var checksSeals = true

    /// Checks a transaction right after it took effect.
    mutating func check(_ batch: CommittedBatch, _ rows: SimRows) {
        if self.failure != nil { return }
        self.model.commit += 1
        self.model.lastEvent = self.head.lastEvent
        self.model.movesInBatch = 0
        self.model.chosenPlans = [:]
        for line in batch.writes.orderLines.inserted { self.model.chosenPlans[line.key] = line.planID }
        var expected: [PlainTransfer] = []
        var changed: [String: Bool] = [:]
        for (request, outcome) in zip(batch.requests, batch.outcomes) {
            self.commandCount += 1
            let isReplay = self.model.answers[request.outcomeKey] != nil
            guard let verdict = self.compare(request, outcome, batch) else { return }
            expected += verdict.transfers
            if !isReplay, !verdict.isSilent, case .done = outcome { changed[request.requestID] = false }
        }
        self.compareHead(batch, rows)
        self.compareTransfers(expected, batch, rows)
        self.compareEvents(changed, batch, rows)
        self.compareOutcomes(batch, rows)
        self.compareAccounts(batch, rows)
        if batch.writes.seals.inserted.count == 1 { self.head = rows.head }
    }

    /// Checks all rows and invariants.
    mutating func checkAll(_ rows: SimRows) {
        if self.failure != nil { return }
        self.failure = self.model.difference(from: rows) ?? Invariants(rows: rows, model: self.model).broken()
    }

    mutating func fail(_ text: String) { if self.failure == nil { self.failure = text } }

    /// - Returns: What the command must have done; nil if the answer is wrong.
    private mutating func compare(
        _ request: CommandRequest,
        _ outcome: Outcome,
        _ batch: CommittedBatch
    ) -> PlainVerdict? {
        var name: String { "\(request.command) by \(request.actor) at \(batch.now)" }
        if let stored = self.model.answers[request.outcomeKey] {
            let isRight =
                stored.hash == request.requestHash
                ? outcome == .replayed(status: stored.status, body: stored.body)
                : outcome.code == Rejection.Code.idempotencyKeyReuse.rawValue && outcome.status == 422
            if !isRight { self.fail("\(name): a key used before, answered \(outcome.text)") }
            return isRight ? PlainVerdict() : nil
        }
        let verdict = self.model.replay(request, outcome, in: batch)
        if verdict.refusals.isEmpty {
            guard case .done(let reply) = outcome else {
                self.fail("\(name): must be done, answered \(outcome.text)")
                return nil
            }
            for (member, amount) in verdict.amounts where reply.json[member]?.int != amount {
                self.fail("\(name): \(member) must be \(amount), answered \(outcome.text)")
                return nil
            }
        } else {
            guard case .rejected(let rejection) = outcome, verdict.refusals.contains(rejection.code.rawValue) else {
                self.fail("\(name): must be refused with one of \(verdict.refusals.sorted()), answered \(outcome.text)")
                return nil
            }
        }
        if outcome.isKept {
            self.model.answers[request.outcomeKey] = (request.requestHash, outcome.status, outcome.body)
        }
        return verdict
    }

    private mutating func compareHead(_ batch: CommittedBatch, _ rows: SimRows) {
        guard let seal = batch.writes.seals.inserted.first else {
            if rows.head != self.head { self.fail("a batch without writes moved the head") }
            return
        }
        guard rows.head.batch == self.head.batch + 1, let stored = rows.seals[rows.head.batch], stored == seal,
            stored.prevHash == self.head.hash, stored.hash == rows.head.hash,
            stored.lastTransfer == rows.head.lastTransfer, stored.lastEvent == rows.head.lastEvent
        else { return self.fail("I13 audit_chain: batch \(rows.head.batch) after \(self.head.batch)") }
        guard self.checksSeals else { return }
        if stored.hash != PlainSeal.hash(stored, after: self.head, rows) {
            self.fail("I13 audit_chain: batch \(stored.batch) does not recompute")
        }
    }

    /// The new transfers, in order of number; a missing number is a failure.
    private mutating func compareTransfers(_ expected: [PlainTransfer], _ batch: CommittedBatch, _ rows: SimRows) {
        var found: [PlainTransfer] = []
        for seq in stride(from: self.head.lastTransfer + 1, through: rows.head.lastTransfer, by: 1) {
            guard let row = rows.transfers[seq], row.batch == rows.head.batch, row.at == batch.now,
                let from = rows.accounts[row.debitID]?.ref, let to = rows.accounts[row.creditID]?.ref
            else { return self.fail("I19 numbers_gap_free: transfer \(seq)") }
            let transfer = PlainTransfer(
                phase: row.phase.rawValue,
                code: row.code.rawValue,
                from: from,
                to: to,
                amount: row.amount
            )
            found.append(transfer)
            self.model.journal.append(PlainEntry(transfer: transfer))
            if row.phase == .pending { self.model.holdOwner[seq] = row.refID }
        }
        if found.sorted() != expected.sorted() {
            self.fail("moved \(found.sorted()) instead of \(expected.sorted()) for \(batch.requests.map(\.command))")
        }
    }

    /// I12, the part that can be seen batch by batch: numbers without gaps, at least one event of everything done, none of
    /// anything refused.
    private mutating func compareEvents(_ done: [String: Bool], _ batch: CommittedBatch, _ rows: SimRows) {
        var done = done
        for seq in stride(from: self.head.lastEvent + 1, through: rows.head.lastEvent, by: 1) {
            guard let row = rows.events[seq], row.batch == rows.head.batch, row.at == batch.now else {
                return self.fail("I19 numbers_gap_free: event \(seq)")
            }
            if done.updateValue(true, forKey: row.requestID) == nil {
                return self.fail("I12 audit_complete: event \(seq) \(row.action) of \(row.requestID), which did nothing")
            }
        }
        if let silent = done.first(where: { !$0.value }) {
            self.fail("I12 audit_complete: no event of \(silent.key)")
        }
    }

    private mutating func compareOutcomes(_ batch: CommittedBatch, _ rows: SimRows) {
        for request in batch.requests {
            let stored = rows.outcomes[request.outcomeKey]
            let answer = self.model.answers[request.outcomeKey]
            if stored?.requestHash != answer?.hash || stored?.body != answer?.body
                || stored.map({ Int32($0.status) }) != answer?.status
            {
                return self.fail("I11 effect_once: key \(request.key) is stored as \(String(describing: stored))")
            }
        }
    }

    /// Balances of the accounts that the batch touched.
    private mutating func compareAccounts(_ batch: CommittedBatch, _ rows: SimRows) {
        for account in batch.writes.accounts.all {
            guard let row = rows.accounts[account.id] else { return self.fail("account \(account.id) is missing") }
            let plain = self.model.accounts[row.ref] ?? PlainAccount()
            if row.plain != plain { return self.fail("balance of \(row.ref): \(row.plain) instead of \(plain)") }
        }
    }
}

extension Account {
    var plain: PlainAccount {
        PlainAccount(
            debits: self.debitsPosted,
            credits: self.creditsPosted,
            pendingDebits: self.debitsPending,
            pendingCredits: self.creditsPending
        )
    }
}

extension Outcome {
    /// `engine_code` of a rejection.
    var code: String? { if case .rejected(let rejection) = self { rejection.code.rawValue } else { nil } }
    var text: String { "\(self.status) \(String(decoding: self.body, as: UTF8.self))" }
    /// Whether the answer is kept under its key (engine.md section 8).
    var isKept: Bool {
        switch self {
        case .done: true
        case .rejected(let rejection):
            self.status != 400 && self.status != 403 && !rejection.isPremature
                && rejection.code != .idempotencyKeyReuse
        case .replayed: false
        }
    }
}
