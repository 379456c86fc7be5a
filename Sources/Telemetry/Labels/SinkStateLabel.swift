/// The state of a log sink; exactly one holds at a time.
package enum SinkStateLabel: String, ClosedLabel {
    case ok
    case retrying
    case stalled
    case authFailed = "auth_failed"
    case misconfigured
    case disabled

    package var labelText: String { self.rawValue }
}
