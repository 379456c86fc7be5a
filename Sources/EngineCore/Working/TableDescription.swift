/// What a store must know to read and write the rows of a table; columns in the order in which rows are written.
package struct TableDescription: Sendable {
    package var name: String
    package var columns: [Column]
    /// Rows are inserted and never changed or deleted.
    package var isHistory: Bool

    package init(name: String, columns: [Column], isHistory: Bool) {
        (self.name, self.columns, self.isHistory) = (name, columns, isHistory)
    }
}
