import SQLStore

/// Accounts, which are made when they are first needed, and the chain head.
extension SQLiteLoader {
    func lock(
        _ refs: [AccountRef],
        _ needs: Needs,
        on connection: borrowing SQLiteConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        for ref in refs { try self.account(ref, connection, into: &set) }
        for owner in needs.accountOwners.sorted() {
            for ledger in set.ledgers.rows.map(\.id).sorted() {
                var found: [Account] = []
                try self.each(LoadQueries.ownedAccounts, connection) {
                    $0.int16(ledger)
                    $0.id(owner)
                } _: {
                    found.append($0)
                }
                for account in found { set.accounts.load(account) }
            }
        }
        var head: ChainHead?
        try self.each(LoadQueries.head, connection, { _ in }) { head = $0 }
        guard let head else {
            throw SQLError(.corrupt, message: "the chain head is missing", statement: "load chain head")
        }
        set.head = head
    }

    private func account(
        _ ref: AccountRef,
        _ connection: borrowing SQLiteConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        if set.accounts[ref] != nil { return }
        var found: Account?
        try self.each(LoadQueries.account, connection) {
            $0.int16(ref.ledgerID)
            $0.int16(ref.kind.rawValue)
            $0.id(ref.ownerID)
        } _: {
            found = $0
        }
        if let found { return set.accounts.load(found) }
        try connection.withStatement(WriteQueries.insertAccount) { statement throws(SQLError) in
            statement.int16(ref.ledgerID)
            statement.int16(ref.kind.rawValue)
            statement.id(ref.ownerID)
            try statement.run()
        }
        set.accounts.load(Account(empty: ref, id: connection.lastInsertedID))
    }
}
