import SQLStore

/// What the query of a rule answers: an id or a number, and what is wrong.
struct ViolationRow: QueryRow {
    let violation: Violation

    init(from columns: inout some ColumnReader & ~Copyable) {
        let id = columns.optionalID()
        let number = columns.optionalInt64()
        let subject = id?.description ?? number.map { String($0) } ?? ""
        self.violation = Violation(subject: subject, detail: columns.text())
    }
}
