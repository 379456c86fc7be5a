import Telemetry

/// A place log lines go to.
package enum SinkKind: String, CaseIterable, Sendable {
    case stdout, file, journald

    /// What it took outlives the process.
    var isDurable: Bool { self == .file }

    var label: SinkLabel {
        switch self {
        case .stdout: .stdout
        case .file: .file
        case .journald: .journald
        }
    }
}
