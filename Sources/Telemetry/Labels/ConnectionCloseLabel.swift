/// Why a client connection ended.
package enum ConnectionCloseLabel: String, ClosedLabel {
    case client
    case idleTimeout = "idle_timeout"
    case deadline
    case error
    case drain
    case limit

    package var labelText: String { self.rawValue }
}
