/// A log stream (telemetry.md section 5).
package enum StreamLabel: String, ClosedLabel {
    case access, app, audit

    package var labelText: String { self.rawValue }
}
