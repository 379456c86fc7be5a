package import SQLStore

/// What a read makes of the columns it selects, in their order.
package protocol QueryRow: Sendable {
    /// What cannot be read sets the reader's `failure`.
    init(from columns: inout some ColumnReader & ~Copyable)
}
