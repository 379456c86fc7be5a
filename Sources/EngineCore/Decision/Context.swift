/// What a decision may use besides the working set: time, ids and numbers, all given, so that it is a function.
package struct Context: Sendable {
    /// The batch's time, microseconds.
    package let now: Int64
    package let batch: Int64
    package var ids: IDSource
    package private(set) var lastTransfer: Int64
    package private(set) var lastEvent: Int64
    package var actor = Actor.system
    package var requestID = ""
    package var traceID = ""

    package init(now: Int64, head: ChainHead, ids: IDSource) {
        self.now = now
        self.batch = head.batch + 1
        self.ids = ids
        self.lastTransfer = head.lastTransfer
        self.lastEvent = head.lastEvent
    }

    package mutating func nextID() -> ID { self.ids.next(now: self.now) }
    package mutating func nextTransfer() -> Int64 {
        self.lastTransfer += 1
        return self.lastTransfer
    }
    package mutating func nextEvent() -> Int64 {
        self.lastEvent += 1
        return self.lastEvent
    }
}
