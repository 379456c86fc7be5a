import Telemetry

/// A log stream; the raw value is its two bits in `event.id`.
package enum RecordStream: UInt8, CaseIterable, Sendable {
    case access = 0
    case app = 1
    case audit = 2

    var label: StreamLabel {
        switch self {
        case .access: .access
        case .app: .app
        case .audit: .audit
        }
    }

    /// The index in arrays with one element per stream.
    var index: Int { Int(self.rawValue) }
}
