import EngineCore
import SQLStore

/// The UNIQUE constraints and the other indexes of the schema.
struct SimIndexes: Sendable {
    private(set) var currency: [String: Int16] = [:]
    private(set) var login: [String: ID] = [:]
    private(set) var referral: [String: ID] = [:]
    private(set) var sku: [String: ID] = [:]
    private(set) var external: [ExternalID: ID] = [:]
    private(set) var account: [AccountRef: Int64] = [:]
    private(set) var periodStart: [Period.Start: ID] = [:]
    private(set) var accountsOfOwner: [ID: [Int64]] = [:]
    private(set) var ancestorsOf: [ID: [AgentAncestor.Key]] = [:]
    private(set) var ownershipsOf: [ID: [Ownership.Key]] = [:]
    private(set) var pricesOf: [ID: [Price.Key]] = [:]
    private(set) var plansOf: [Int16: [ID]] = [:]
    private(set) var linesOf: [ID: [OrderLine.Key]] = [:]
    private(set) var commissionsOf: [ID: [Commission.Key]] = [:]
    private(set) var holdsOf: [ID: [Int64]] = [:]
    private(set) var transfersOf: [Int64: [Int64]] = [:]
    /// Corrections (code 91) by the id of the transfer that they reverse.
    private(set) var correctionsOf: [ID: [Int64]] = [:]
    private(set) var refundsOf: [ID: [ID]] = [:]
    private(set) var depositsOf: [String: [ID]] = [:]
    private(set) var periodsOf: [Int16: [ID]] = [:]

    mutating func add(_ account: Account) {
        self.account[account.ref] = account.id
        self.accountsOfOwner[account.ownerID, default: []].append(account.id)
    }

    mutating func remove(_ account: Account) {
        self.account[account.ref] = nil
        self.accountsOfOwner[account.ownerID]?.removeAll { $0 == account.id }
    }

    mutating func apply(_ writes: SimWrites) {
        for row in writes.ledgers.inserted { self.currency[row.currency] = row.id }
        for row in writes.principals.inserted { self.login[row.login] = row.id }
        for row in writes.agents.inserted { self.referral[row.referral] = row.id }
        for row in writes.products.inserted { self.sku[row.sku] = row.id }
        for row in writes.ancestors.inserted { self.ancestorsOf[row.descendant, default: []].append(row.key) }
        for row in writes.ownerships.inserted { self.ownershipsOf[row.memberID, default: []].append(row.key) }
        for row in writes.prices.inserted { self.pricesOf[row.productID, default: []].append(row.key) }
        for row in writes.plans.inserted { self.plansOf[row.ledgerID, default: []].append(row.id) }
        for row in writes.orderLines.inserted { self.linesOf[row.orderID, default: []].append(row.key) }
        for row in writes.commissions.inserted { self.commissionsOf[row.orderID, default: []].append(row.key) }
        for row in writes.refunds.inserted { self.refundsOf[row.orderID, default: []].append(row.id) }
        for row in writes.holds.inserted { self.holdsOf[row.refID, default: []].append(row.seq) }
        for row in writes.transfers.inserted {
            self.transfersOf[row.debitID, default: []].append(row.seq)
            self.transfersOf[row.creditID, default: []].append(row.seq)
            if row.code == .correction { self.correctionsOf[row.refID, default: []].append(row.seq) }
        }
        for row in writes.periods.inserted {
            self.periodStart[row.start] = row.id
            self.periodsOf[row.ledgerID, default: []].append(row.id)
        }
        for row in writes.cashRequests.inserted {
            if row.kind == .deposit, let provider = row.provider {
                self.depositsOf[provider, default: []].append(row.id)
            }
        }
        for row in writes.cashRequests.all { if let external = row.external { self.external[external] = row.id } }
    }

    /// - Throws: `uniqueViolation` when a value is taken by another row, committed or of the same batch.
    func checkUnique(_ writes: SimWrites) throws(SQLError) {
        try self.check(self.currency, writes.ledgers.all.map { ($0.currency, $0.id) })
        try self.check(self.login, writes.principals.all.map { ($0.login, $0.id) })
        try self.check(self.referral, writes.agents.all.map { ($0.referral, $0.id) })
        try self.check(self.sku, writes.products.all.map { ($0.sku, $0.id) })
        try self.check(self.periodStart, writes.periods.all.map { ($0.start, $0.id) })
        var external: [(ExternalID, ID)] = []
        for row in writes.cashRequests.all { if let name = row.external { external.append((name, row.id)) } }
        try self.check(self.external, external)
    }

    private func check<Value: Hashable, Key: Equatable>(
        _ taken: [Value: Key],
        _ written: [(Value, Key)]
    ) throws(SQLError) {
        var seen: [Value: Key] = [:]
        for (value, key) in written {
            let owner = taken[value] ?? seen[value]
            if let owner, owner != key { throw SQLError(.uniqueViolation, sqlState: "23505", message: "\(value)") }
            seen[value] = key
        }
    }
}

extension Period {
    /// What is unique of a period.
    struct Start: Hashable, Sendable {
        var ledgerID: Int16
        var startsAt: Int64
    }
    var start: Start { Start(ledgerID: self.ledgerID, startsAt: self.startsAt) }
}

extension CashRequest {
    /// The provider's name of it, once it has one.
    var external: ExternalID? {
        guard let provider = self.provider, let id = self.externalID else { return nil }
        return ExternalID(provider: provider, id: id)
    }
}
