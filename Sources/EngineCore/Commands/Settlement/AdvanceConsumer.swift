/// Moves the cursor of a consumer of events forward; system.
public struct AdvanceConsumer: Sendable, Hashable {
    public var name: String
    public var lastEvent: Int64

    public init(name: String, lastEvent: Int64) {
        self.name = name
        self.lastEvent = lastEvent
    }
}
