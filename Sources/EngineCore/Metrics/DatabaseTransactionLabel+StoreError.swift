import SQLStore
import Telemetry

extension DatabaseTransactionLabel {
    /// How a transaction ended that did not commit, as far as is known.
    init(_ error: StoreError) {
        self =
            switch error.cause.code {
            case .serialization, .busy: .serializationFailure
            case .deadlock: .deadlock
            case .lockTimeout, .statementTimeout, .interrupted: .timeout
            default: .rollback
            }
    }
}
