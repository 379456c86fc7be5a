/// How one try ended.
package enum ResultLabel: String, ClosedLabel {
    case ok, error

    package var labelText: String { self.rawValue }
}
