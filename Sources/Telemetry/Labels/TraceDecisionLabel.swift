/// Why a trace was kept, or that it was not.
@usableFromInline package enum TraceDecisionLabel: UInt8, ClosedLabel {
    case keptError, keptSlow, keptExemplar, sampled, dropped

    package var labelText: String {
        switch self {
        case .keptError: "kept_error"
        case .keptSlow: "kept_slow"
        case .keptExemplar: "kept_exemplar"
        case .sampled: "sampled"
        case .dropped: "dropped"
        }
    }
}
