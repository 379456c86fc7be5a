/// Events in order, and where the next ones begin.
public struct EventBatch: Sendable, Hashable {
    /// In order.
    public let events: [EngineEvent]
    /// Ask again for events after this number; those up to it that are missing here are of others.
    public let next: Int64
}
