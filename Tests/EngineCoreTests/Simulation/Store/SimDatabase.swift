import EngineCore
import SQLStore

/// A database object that several stores share: committed rows, locks, and the number of the next account.
///
/// Confined to the thread of its scheduler.
final class SimDatabase {
    var rows: SimRows
    var locks = SimLockTable()
    /// Transactions that have ended with COMMIT.
    private(set) var commits: Int
    /// Changes what a commit writes: where tests plant defects.
    var tamper: ((inout SimWrites) -> Void)?
    /// Planted defect: keys are kept and never found.
    var forgetsKeys = false
    private var nextAccount: Int64
    private var nextTransaction = 0

    init(rows: SimRows = SimRows(head: SimDatabase.emptyHead), commits: Int = 0) {
        self.commits = commits
        self.rows = rows
        self.nextAccount = (rows.accounts.rows.keys.max() ?? 0) + 1
    }

    /// Row `one` of `chain_head` in an empty database.
    static let emptyHead = ChainHead(
        one: 1,
        batch: 0,
        lastTransfer: 0,
        lastEvent: 0,
        hash: [UInt8](repeating: 0, count: 32)
    )

    func beginTransaction() -> Int {
        self.nextTransaction += 1
        return self.nextTransaction
    }

    /// IDENTITY: a number given once is never given again, whatever becomes of the transaction.
    func makeAccount(_ ref: AccountRef) -> Account {
        defer { self.nextAccount += 1 }
        return Account(empty: ref, id: self.nextAccount)
    }

    /// Writes and COMMIT as one step; a failure leaves nothing behind but the numbers of accounts.
    func commit(_ writes: SimWrites, newAccounts: [Account]) throws(SQLError) {
        var writes = writes
        self.tamper?(&writes)
        if self.forgetsKeys {
            let known = self.rows.outcomes
            writes.outcomes.inserted.removeAll { known[$0.key] != nil }
        }
        for account in newAccounts { self.rows.add(account) }
        do throws(SQLError) {
            try self.rows.check(writes)
        } catch {
            for account in newAccounts { self.rows.remove(account) }
            throw error
        }
        self.rows.apply(writes)
        self.commits += 1
    }
}
