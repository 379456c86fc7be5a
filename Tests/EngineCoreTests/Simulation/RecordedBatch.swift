import EngineCore

/// A batch as it was run, to be run again on another store.
struct RecordedBatch: Sendable {
    var now: Int64
    var requests: [CommandRequest]
}
