import EngineCore

extension StartError {
    /// What an engine's error says, and the exit code of contract.md.
    init(_ error: EngineError) {
        switch error.code {
        case .databaseInUse:
            self.init(description: "database: \(error.cause); one process at a time may use it", exitCode: 69)
        case .databaseUnavailable, .storeNotOpened:
            self.init(description: "database: \(error.cause)", exitCode: 69)
        case .schemaNotUsable:
            self.init(description: "database: \(error.cause)", exitCode: 78)
        case .rightsTooWide:
            let advice = "give the engine's roles no rights but those of `watchgate migrate up`"
            self.init(description: "database: \(error.cause); \(advice)", exitCode: 78)
        default: self.init(description: "engine: \(error.cause)", exitCode: 1)
        }
    }
}
