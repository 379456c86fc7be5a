/// A line of an order at the prices and under the plan of now.
struct PricedLine {
    var product: Product
    var planID: ID?
    var quantity: Int32
    /// Minor units each.
    var unit: Int64
    /// `unit * quantity`, 1...10^15.
    var amount: Int64

    func line(_ number: Int, of orderID: ID) -> OrderLine {
        OrderLine(
            orderID: orderID,
            line: Int16(number),
            productID: self.product.id,
            planID: self.planID,
            qty: self.quantity,
            unit: self.unit,
            amount: self.amount,
            refunded: 0
        )
    }
}
