package import SQLStore

extension ClosingPeriod: QueryRow {
    package init(from columns: inout some ColumnReader & ~Copyable) {
        let periodID = columns.id()
        self.init(periodID: periodID, lastAgent: columns.optionalID() ?? .nil)
    }
}
