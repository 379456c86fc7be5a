/// What became of a record that was looked for at its store.
package enum CanaryLabel: String, ClosedLabel {
    case found
    case missing
    /// Its store could not be asked.
    case unreadable

    package var labelText: String { self.rawValue }
}
