import Telemetry

/// A place log lines go to.
package enum SinkKind: String, CaseIterable, Sendable {
    case stdout, file, journald, elasticsearch

    /// What it took outlives the process.
    var isDurable: Bool { self == .file || self == .elasticsearch }

    var label: SinkLabel {
        switch self {
        case .stdout: .stdout
        case .file: .file
        case .journald: .journald
        case .elasticsearch: .elasticsearch
        }
    }
}
