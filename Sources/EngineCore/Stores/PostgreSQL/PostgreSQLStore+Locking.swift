import SQLStore

/// The second trip.
extension PostgreSQLStore {
    static func lock(
        _ refs: [AccountRef],
        _ needs: Needs,
        on connection: inout PostgreSQLConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        var trip = PostgreSQLTripLoader()
        var accounts = ArrayColumns([.int16, .int16, .uuid])
        for ref in refs {
            accounts.int16(ref.ledgerID)
            accounts.int16(ref.kind.rawValue)
            accounts.id(ref.ownerID)
        }
        if !refs.isEmpty { try trip.send(PostgreSQLLoads.makeAccounts, accounts, on: &connection) }
        for owner in needs.accountOwners.sorted() {
            accounts.null(.int16)
            accounts.null(.int16)
            accounts.id(owner)
        }
        try trip.load(PostgreSQLLoads.accounts, PostgreSQLValues(), accounts, on: &connection)
        try trip.load(PostgreSQLLoads.head, on: &connection)
        try self.readAgain(needs, set, &trip, &connection)
        try trip.finish(on: &connection, into: &set)
        if set.head == nil {
            throw SQLError(.corrupt, message: "the chain head is missing", statement: "load_head")
        }
    }

    /// Keys, unique values and periods that were not found: whoever writes holds the head, so now the answer is final.
    private static func readAgain(
        _ needs: Needs,
        _ set: borrowing WorkingSet,
        _ trip: inout PostgreSQLTripLoader,
        _ connection: inout PostgreSQLConnection
    ) throws(SQLError) {
        var keys = ArrayColumns([.uuid, .text])
        for key in needs.keys.sorted() where set.outcomes[key] == nil { StoredOutcome.write(key: key, into: &keys) }
        try trip.load(PostgreSQLLoads.keysAgain, PostgreSQLValues(), keys, on: &connection)
        var cash = ArrayColumns([.text, .text])
        for external in needs.externalIDs.sorted() {
            cash.text(external.provider)
            cash.text(external.id)
        }
        try trip.load(PostgreSQLLoads.cashRequestsAgain, PostgreSQLValues(), cash, on: &connection)
        var periods = ArrayColumns([.int16])
        for ledger in needs.openPeriods.sorted() { periods.int16(ledger) }
        try trip.load(PostgreSQLLoads.openPeriodsAgain, PostgreSQLValues(), periods, on: &connection)
        try trip.load(PostgreSQLLoads.logins, texts: needs.logins, on: &connection)
        try trip.load(PostgreSQLLoads.referrals, texts: needs.referrals, on: &connection)
        try trip.load(PostgreSQLLoads.skus, texts: needs.skus, on: &connection)
        var transfers = ArrayColumns([.int64])
        for seq in needs.transfers.sorted() { transfers.int64(seq) }
        try trip.load(PostgreSQLLoads.corrections, PostgreSQLValues(), transfers, on: &connection)
    }
}
