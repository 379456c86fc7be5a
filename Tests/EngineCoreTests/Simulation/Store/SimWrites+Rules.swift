import EngineCore
import SQLStore

extension SimWrites {
    /// The CHECK constraints of the schema.
    /// - Throws: `checkViolation` naming the table.
    func checkRules() throws(SQLError) {
        for row in self.stocks.all where !(0...max(0, row.onHand)).contains(row.reserved) || row.onHand < 0 {
            throw self.violation("stock: \(row)")
        }
        for row in self.orders.all where !(0...max(0, row.total)).contains(row.refunded) {
            throw self.violation("orders: \(row)")
        }
        for row in self.commissions.all where !(0...max(0, row.accrued)).contains(row.reversed) {
            throw self.violation("commission: \(row)")
        }
        for row in self.transfers.all where row.amount <= 0 || row.debitID == row.creditID {
            throw self.violation("transfer: \(row)")
        }
    }

    private func violation(_ what: String) -> SQLError {
        SQLError(.checkViolation, sqlState: "23514", message: what)
    }
}
