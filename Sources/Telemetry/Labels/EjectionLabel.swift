/// Why a target was taken out of the rotation.
package enum EjectionLabel: String, ClosedLabel {
    case consecutiveErrors = "consecutive_errors", latency, health

    package var labelText: String { self.rawValue }
}
