/// What came of looking up a canary record.
package enum CanaryLabel: String, ClosedLabel {
    case found
    /// Not searchable in time.
    case missing
    /// The store could not be asked.
    case unreadable

    package var labelText: String { self.rawValue }
}
