/// Where log records go (telemetry.md section 6).
package enum SinkLabel: String, ClosedLabel {
    case stdout, file, journald, elasticsearch

    package var labelText: String { self.rawValue }
}
