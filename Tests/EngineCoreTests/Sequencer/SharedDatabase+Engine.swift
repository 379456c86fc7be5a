import EngineCore
import Telemetry

extension SharedDatabase {
    /// An engine over this database.
    func engine(
        registry: MetricRegistry? = nil,
        hooks: SequencerHooks = SequencerHooks(),
        _ change: (inout EngineConfiguration) -> Void = { _ in }
    ) async throws -> Engine {
        var configuration = EngineConfiguration(database: .sqlite(path: ""))
        change(&configuration)
        return try await Engine.start(configuration, hooks: hooks, registry: registry) { () throws(StoreError) in
            SharedStore(self)
        }
    }
}
