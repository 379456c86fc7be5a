/// What a pooled upstream connection is doing.
package enum PoolStateLabel: String, ClosedLabel {
    case idle, used, connecting

    package var labelText: String { self.rawValue }
}
