import SQLStore

/// The transfers of an owner's accounts, newest first; one between two of them comes twice.
///
/// Asks each account's two indexes for a page and merges them: one statement over all would read every transfer that
/// the owner ever had.
package struct WalletEntriesRead: EngineRead {
    package var page: PageRequest
    /// As for ``WalletRead``.
    package var owner: ID?

    package init(page: PageRequest, owner: ID? = nil) { (self.page, self.owner) = (page, owner) }

    private static let common = "t.seq, t.id, t.at, t.ledger_id, t.code, t.phase"
    private static let debits = ReadQuery(
        "wallet_debits",
        [.int64, .int64, .int64],
        """
        SELECT \(Self.common), t.debit_id, -t.amount, t.debit_after, t.pending_seq, t.ref_id FROM transfer t
        WHERE t.debit_id = $1 AND t.seq <= $2 ORDER BY t.seq DESC LIMIT $3
        """
    )
    private static let credits = ReadQuery(
        "wallet_credits",
        [.int64, .int64, .int64],
        """
        SELECT \(Self.common), t.credit_id, t.amount, t.credit_after, t.pending_seq, t.ref_id FROM transfer t
        WHERE t.credit_id = $1 AND t.seq <= $2 ORDER BY t.seq DESC LIMIT $3
        """
    )

    package func run(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope
    ) throws(QueryError) -> Page<WalletEntry> {
        let first = PageKey("w", .number(.max), .number(-1))
        var start = first
        if let cursor = self.page.cursor {
            guard let key = PageKey(cursor, like: first) else { throw QueryError(.invalidCursor) }
            start = key
        }
        guard case .number(let seq) = start.parts[0], case .number(let side) = start.parts[1] else {
            return Page(rows: [])
        }
        // One more to know whether there is a next page, and one that the cursor's own transfer may take.
        let values: [SQLValue] = [.int64(seq), .int64(Int64(self.page.limit) + 2)]
        var entries: [WalletEntry] = []
        for account in try WalletRead(owner: self.owner).run(&connection, scope) {
            for query in [Self.debits, Self.credits] {
                entries += try connection.list(query, [.int64(account.id)] + values, as: WalletEntry.self)
            }
        }
        entries = entries.filter { $0.seq < seq || $0.side > side }
        entries.sort { ($1.seq, $0.side) < ($0.seq, $1.side) }
        if entries.count <= self.page.limit { return Page(rows: entries) }
        entries.removeLast(entries.count - self.page.limit)
        return Page(rows: entries, next: entries.last.map { PageKey("w", .number($0.seq), .number($0.side)).text })
    }
}

extension WalletEntry {
    /// The debit of a transfer comes before its credit.
    fileprivate var side: Int64 { self.amount < 0 ? 0 : 1 }
}
