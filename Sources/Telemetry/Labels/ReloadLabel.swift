/// What became of a new configuration.
package enum ReloadLabel: String, ClosedLabel {
    case applied, rejected

    package var labelText: String { self.rawValue }
}
