package import Telemetry

extension EngineFailure {
    /// The outcome of the exchange that brought the command; an unknown code is our bug.
    package var outcome: Telemetry.Outcome {
        switch self.code {
        case .queueFull, .deadlinePassed: .engineBusy
        case .stopped: .gatewayDraining
        case .outcomeUnknown: .engineOutcomeUnknown
        case .contention: .databaseContention
        case .timeout: .databaseTimeout
        case .unavailable: .databaseUnavailable
        default: .engineInternal
        }
    }
}
