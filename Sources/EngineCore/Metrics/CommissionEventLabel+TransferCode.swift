import Telemetry

extension CommissionEventLabel {
    /// What a transfer says about commission; nil: nothing.
    init?(_ code: TransferCode) {
        switch code {
        case .commissionAccrual: self = .accrued
        case .commissionRelease: self = .released
        case .clawbackHeld, .clawbackAvailable: self = .reversed
        default: return nil
        }
    }
}
