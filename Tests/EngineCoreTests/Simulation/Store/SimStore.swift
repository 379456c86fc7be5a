import EngineCore
import SQLStore

/// A session of a ``SimDatabase``: an ``EngineStore`` whose calls may also be made step by step, so that a scheduler
/// can let another session run while this one waits for a lock.
struct SimStore: ~Copyable {
    let database: SimDatabase
    private var transaction: Int?
    private var statements: ArraySlice<SimStatement> = []
    private var isStarted = false
    private var locks: [SimLock] = []
    private var taken = 0
    private var needs = Needs()
    private var refs: [AccountRef] = []
    private var newAccounts: [Account] = []

    init(_ database: SimDatabase) { self.database = database }

    /// BEGIN.
    mutating func startOpen(_ needs: Needs) {
        precondition(self.transaction == nil, "a transaction is open")
        self.transaction = self.database.beginTransaction()
        self.needs = needs
        self.statements = SimStatement.allCases[...]
        (self.isStarted, self.newAccounts) = (false, [])
    }

    /// Goes on until everything is loaded (true) or a lock is not free (false).
    mutating func continueOpen(into set: inout WorkingSet) throws(StoreError) -> Bool {
        while let statement = self.statements.first {
            if !self.isStarted {
                let hidesKeys = self.database.forgetsKeys && statement == .outcomes
                self.begin(hidesKeys ? [] : statement.locks(self.needs, set, self.database))
            }
            guard try self.takeLocks() else { return false }
            for lock in self.locks { set.load(lock, self.database) }
            self.isStarted = false
            self.statements.removeFirst()
        }
        set.loadUnlocked(self.needs, self.database)
        return true
    }

    /// Accounts and chain head come next.
    mutating func startLock(_ refs: [AccountRef]) {
        self.refs = refs.sorted()
        self.isStarted = false
        self.step = .insertAccounts
    }

    private enum Step { case insertAccounts, lockAccounts, lockHead }
    private var step = Step.insertAccounts

    /// Goes on until accounts and head are locked (true) or one is not free (false).
    mutating func continueLock(_ needs: Needs, into set: inout WorkingSet) throws(StoreError) -> Bool {
        if self.step == .insertAccounts {
            if !self.isStarted {
                let database = self.database
                let missing = self.refs.filter { database.rows.index.account[$0] == nil }
                self.begin(missing.map { .newAccount($0) })
            }
            guard try self.takeLocks() else { return false }
            for ref in self.refs where self.database.rows.index.account[ref] == nil {
                self.newAccounts.append(self.database.makeAccount(ref))
            }
            (self.step, self.isStarted) = (.lockAccounts, false)
        }
        if self.step == .lockAccounts {
            if !self.isStarted { self.begin(self.wantedAccounts().map { .account($0) }) }
            guard try self.takeLocks() else { return false }
            for case .account(let id) in self.locks {
                if let row = self.database.rows.accounts[id] { set.accounts.load(row) }
            }
            for account in self.newAccounts { set.accounts.load(account) }
            (self.step, self.isStarted) = (.lockHead, false)
        }
        if !self.isStarted { self.begin([.head]) }
        guard try self.takeLocks() else { return false }
        set.head = self.database.rows.head
        self.readAgain(needs, into: &set)
        return true
    }

    private func wantedAccounts() -> [Int64] {
        let database = self.database
        var ids = Set(self.refs.compactMap { database.rows.index.account[$0] })
        for owner in self.needs.accountOwners { ids.formUnion(database.rows.index.accountsOfOwner[owner] ?? []) }
        return ids.sorted()
    }

    /// Keys and unique values that were not found before; with the chain head held this read is final.
    private func readAgain(_ needs: Needs, into set: inout WorkingSet) {
        let database = self.database
        if !self.database.forgetsKeys {
            for key in needs.keys.sorted() {
                if set.outcomes[key] == nil, let row = database.rows.outcomes[key] {
                    set.outcomes.load(row, isLocked: false)
                }
            }
        }
        for external in needs.externalIDs.sorted() {
            if let id = database.rows.index.external[external], let row = database.rows.cashRequests[id] {
                set.cashRequests.load(row, isLocked: false)
            }
        }
        for id in database.rows.openPeriods(needs.openPeriods).sorted() {
            if let row = database.rows.periods[id] { set.periods.load(row, isLocked: false) }
        }
        for id in needs.ledgers.sorted() { set.loadLedger(id, now: needs.now, database) }
        for code in needs.referrals.sorted() { set.loadReferral(code, database) }
        for login in needs.logins.sorted() { set.loadLogin(login, database) }
        for sku in needs.skus.sorted() { set.loadSKU(sku, database) }
        for seq in needs.transfers.sorted() { set.loadTransfer(seq, database) }
    }

    private mutating func begin(_ locks: [SimLock]) {
        (self.locks, self.taken, self.isStarted) = (locks, 0, true)
    }

    private mutating func takeLocks() throws(StoreError) -> Bool {
        guard let transaction = self.transaction else {
            throw StoreError(.unavailable, cause: SQLError(.connectionLost, message: "no transaction"))
        }
        while self.taken < self.locks.count {
            guard self.database.locks.acquire(self.locks[self.taken], by: transaction) else {
                if self.database.locks.isDeadlocked(transaction) {
                    throw StoreError(SQLError(.deadlock, sqlState: "40P01", message: "\(self.locks[self.taken])"))
                }
                return false
            }
            self.taken += 1
        }
        return true
    }

    /// Whether the session stands in a queue; false again when the lock was handed to it.
    var isWaiting: Bool { self.transaction.map { self.database.locks.isWaiting($0) } ?? false }

    /// Takes the transaction away from the session, as a server does that still works for a lost connection.
    mutating func orphan() -> SimOrphan? {
        guard let transaction = self.transaction else { return nil }
        self.transaction = nil
        return SimOrphan(transaction: transaction, newAccounts: self.newAccounts)
    }
}

extension SimStore: EngineStore {
    mutating func open(_ needs: Needs, into set: inout WorkingSet) throws(StoreError) {
        self.startOpen(needs)
        guard try self.continueOpen(into: &set) else { throw Self.lockTimeout }
    }

    mutating func lock(_ refs: [AccountRef], _ needs: Needs, into set: inout WorkingSet) throws(StoreError) {
        self.startLock(refs)
        guard try self.continueLock(needs, into: &set) else { throw Self.lockTimeout }
    }

    mutating func commit(_ set: borrowing WorkingSet) throws(StoreError) { try self.commit(SimWrites(set)) }

    /// Writes, then COMMIT.
    mutating func commit(_ writes: SimWrites) throws(StoreError) {
        guard let orphan = self.orphan() else {
            throw StoreError(.unavailable, cause: SQLError(.connectionLost, message: "no transaction"))
        }
        defer { self.database.locks.release(orphan.transaction) }
        do throws(SQLError) {
            try self.database.commit(writes, newAccounts: orphan.newAccounts)
        } catch {
            throw StoreError(error)
        }
    }

    mutating func abandon() { if let orphan = self.orphan() { self.database.locks.release(orphan.transaction) } }

    static var lockTimeout: StoreError {
        StoreError(SQLError(.lockTimeout, sqlState: "55P03", message: "a lock was not granted in time"))
    }
}
