/// What one agent's statement of one period says, computed from transfers alone (invariant I10).
///
/// Lines are the posted transfers (phase single or post) on the agent's held and available accounts whose number is
/// above the earlier period's `last_seq` and not above this one's. Holds and voids move nothing and are no lines.
///
/// - accrued: code 20. reversed: codes 22 and 23. released: code 21, from held to available, so without effect on the
///   sum. paid: code 41.
/// - closing = opening + the effect of every line on the two balances together. So closing − (opening + accrued −
///   reversed − paid) is what adjustments and corrections (90, 91) came to, and closing is the posted balance of held and
///   available at `last_seq`.
/// - linesHash: SHA-256 over the lines in order of number, each as the audit chain writes a transfer.
package struct StatementTotals: Sendable, Hashable {
    package private(set) var opening: Int64
    package private(set) var accrued: Int64 = 0
    package private(set) var reversed: Int64 = 0
    package private(set) var released: Int64 = 0
    package private(set) var paid: Int64 = 0
    package private(set) var closing: Int64
    package let linesHash: [UInt8]
    package let lineCount: Int

    /// - Parameters:
    ///   - opening: What the agent's statement of the period before closed with; 0 if there is none.
    ///   - accounts: The numbers of the agent's held and available accounts.
    ///   - transfers: The transfers of the period on these accounts, in any order, holds and voids included.
    package init(opening: Int64, accounts: Set<Int64>, transfers: [Transfer]) {
        (self.opening, self.closing) = (opening, opening)
        let lines = transfers.filter { $0.phase == .single || $0.phase == .post }.sorted { $0.seq < $1.seq }
        self.linesHash = ChainDigest.hash(lines)
        self.lineCount = lines.count
        for line in lines {
            if accounts.contains(line.debitID) { self.closing -= line.amount }
            if accounts.contains(line.creditID) { self.closing += line.amount }
            switch line.code {
            case .commissionAccrual: self.accrued += line.amount
            case .clawbackHeld, .clawbackAvailable: self.reversed += line.amount
            case .commissionRelease: self.released += line.amount
            case .payoutPost: self.paid += line.amount
            default: break
            }
        }
    }

    /// Nothing came, nothing went, nothing is left over: such a statement is not made.
    package var isEmpty: Bool { self.opening == 0 && self.lineCount == 0 }
}
