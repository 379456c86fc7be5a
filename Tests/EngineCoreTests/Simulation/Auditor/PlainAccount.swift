/// The four sums of an account.
struct PlainAccount: Hashable, Sendable {
    var debits: Int64 = 0
    var credits: Int64 = 0
    var pendingDebits: Int64 = 0
    var pendingCredits: Int64 = 0

    var balance: Int64 { self.credits - self.debits }
    var available: Int64 { self.credits - self.debits - self.pendingDebits }
}
