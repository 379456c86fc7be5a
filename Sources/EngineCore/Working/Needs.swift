/// What a batch must load before it can decide, known from its commands alone; a store reads and locks it in this order,
/// each class sorted by key.
///
/// "Locked" rows are read `FOR UPDATE`.
///
/// Sets, so that a row that many commands need is read once.
package struct Needs: Sendable {
    /// The time of the batch, microseconds: decides which price and plan is the newest.
    package var now: Int64 = 0
    /// Stored outcomes, locked.
    package var keys: Set<StoredOutcome.Key> = []
    /// Orders, locked; with each: its lines, commissions, holds and refunds (all locked), the plans of its lines, the
    /// stocks (locked) of its lines' products (which never change, so they may be read before the lock), `agent_id` and
    /// all agents above it with principals (locked) and closure rows, the agents of its commissions with principals
    /// (locked), and the principal of `member_id` (locked).
    package var orders: Set<ID> = []
    /// Refunds, locked.
    package var refunds: Set<ID> = []
    /// Cash requests, locked, with their holds (locked; `ref_id` is the request's id) and their principals (locked).
    package var cashRequests: Set<ID> = []
    /// Cash requests with that provider and external id, locked; read again last.
    package var externalIDs: Set<ExternalID> = []
    /// Deposits of a provider made in [from, to).
    package var providerWindows: Set<ProviderWindow> = []
    package var approvals: Set<ID> = []
    /// Periods, locked.
    package var periods: Set<ID> = []
    /// All periods of the ledgers that are not issued, and the newest issued one, locked; read again last, without a
    /// lock, because one that another gateway has opened meanwhile may overlap.
    package var openPeriods: Set<Int16> = []
    /// Pages of agents whose statements are to be made; see ``StatementPage``.
    package var statementPages: Set<StatementPage> = []
    /// Principals, locked.
    package var principals: Set<ID> = []
    /// Members, locked, with principal (locked), open ownership (locked), and `agent_id` and all agents above it with
    /// principals (locked) and closure rows.
    package var members: Set<ID> = []
    /// Agents, locked, with principal (locked) and the closure rows in which they are the descendant.
    package var agents: Set<ID> = []
    /// Agents with that referral code, with principal (locked) and ancestors; read again last.
    package var referrals: Set<String> = []
    /// Principals with that login; read again last.
    package var logins: Set<String> = []
    /// Sessions (families), locked.
    package var sessions: Set<ID> = []
    /// Products, locked, with stock (locked) and the newest price of each ledger whose `valid_from` <= now.
    package var products: Set<ID> = []
    /// Products with that SKU; read again last.
    package var skus: Set<String> = []
    /// Prices with exactly that key.
    package var prices: Set<Price.Key> = []
    /// Ledgers with, for each category and for none, the newest plan whose `valid_from` <= now; of two with the same time
    /// the one with the greater id.
    package var ledgers: Set<Int16> = []
    /// Ledgers with that currency; all ledgers are few, so a store may load every ledger.
    package var currencies: Set<String> = []
    /// Settings, locked.
    package var settings: Set<String> = []
    /// Transfers by number, with the corrections of each (code 91 whose `ref_id` is its `id`; read again last); they
    /// never change, so no lock.
    package var transfers: Set<Int64> = []
    /// Every account of these owners, locked with the others.
    package var accountOwners: Set<ID> = []
    /// Recon items, locked.
    package var reconItems: Set<ID> = []
    /// Consumers, locked.
    package var consumers: Set<String> = []

    package init() {}
}
