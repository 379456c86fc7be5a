import SQLStore

extension EngineFailure {
    /// What a command gets when the store failed and no retry is left; an unknown outcome is the batch's to say.
    package init(_ error: StoreError) {
        let code: Code =
            switch error.code {
            case .contention: .contention
            case .timeout: .timeout
            case .unavailable, .unknownOutcome: .unavailable
            case .statement: .internal
            }
        self.init(code, cause: error.cause.description)
    }
}
