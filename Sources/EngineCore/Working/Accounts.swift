/// The accounts of a batch, all locked, found by number or by ref.
package struct Accounts: Sendable {
    private(set) package var rows = RowSet<Account>()
    private var numbers: [AccountRef: Int64] = [:]

    package init() {}

    package subscript(_ ref: AccountRef) -> Account? { self.numbers[ref].flatMap { self.rows[$0] } }
    package subscript(_ id: Int64) -> Account? { self.rows[id] }

    package mutating func load(_ account: Account) {
        self.rows.load(account, isLocked: true)
        self.numbers[account.ref] = account.id
    }

    package mutating func update(_ id: Int64, _ change: (inout Account) -> Void) { self.rows.update(id, change) }
}
