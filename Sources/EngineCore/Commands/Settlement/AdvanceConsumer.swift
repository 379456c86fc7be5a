/// Moves the cursor of a consumer of events forward; system.
public struct AdvanceConsumer: Sendable, Hashable {
    /// The consumer.
    public var name: String
    /// The newest event.
    public var lastEvent: Int64

    /// Only carries the values: they are checked when the command is decided.
    public init(name: String, lastEvent: Int64) {
        self.name = name
        self.lastEvent = lastEvent
    }
}
