/// Up to where everything was checked; what is new begins after it.
public struct IntegrityPosition: Sendable, Hashable {
    /// Of the chain.
    public var batch: Int64
    /// Its last transfer.
    public var lastTransfer: Int64
    /// Its last event.
    public var lastEvent: Int64

    /// Before everything.
    public static let start = IntegrityPosition(batch: 0, lastTransfer: 0, lastEvent: 0)

    /// A position that was written down.
    public init(batch: Int64, lastTransfer: Int64, lastEvent: Int64) {
        (self.batch, self.lastTransfer, self.lastEvent) = (batch, lastTransfer, lastEvent)
    }

    init(_ head: ChainHead) {
        self.init(batch: head.batch, lastTransfer: head.lastTransfer, lastEvent: head.lastEvent)
    }
}
