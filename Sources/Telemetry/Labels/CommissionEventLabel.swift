/// What became of commission.
package enum CommissionEventLabel: String, ClosedLabel {
    case accrued, released, reversed

    package var labelText: String { self.rawValue }
}
