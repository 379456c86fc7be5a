extension RefundedLine {
    /// `{"amount":…,"line":…,"restock":…}`, as `refund.lines` holds it.
    var json: CanonicalJSON {
        .object([
            "line": .int(Int64(self.line)), "amount": .int(self.amount), "restock": .int(Int64(self.restock)),
        ])
    }

    init?(json: CanonicalJSON) {
        guard let line = json["line"]?.int.flatMap({ Int16(exactly: $0) }), let amount = json["amount"]?.int,
            let restock = json["restock"]?.int.flatMap({ Int32(exactly: $0) })
        else { return nil }
        self.init(line: line, amount: amount, restock: restock)
    }
}

extension Refund {
    /// The lines of a refund; they were written by us, so what cannot be read is our bug.
    var refundedLines: [RefundedLine] {
        guard let values = CanonicalJSON(text: self.lines)?.array else {
            preconditionFailure("refund \(self.id) has unreadable lines \(self.lines)")
        }
        return values.map { value in
            guard let line = RefundedLine(json: value) else {
                preconditionFailure("refund \(self.id) has an unreadable line \(value.text)")
            }
            return line
        }
    }
}
