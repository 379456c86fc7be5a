/// Arrivals that wait for a connection, oldest first: a ring of fixed capacity, full is the caller's outcome.
package struct WaitingQueue: Sendable {
    private var slots: [Arrival?]
    private var head = 0
    package private(set) var count = 0

    /// - Parameter capacity: At least 1.
    package init(capacity: Int) {
        precondition(capacity >= 1, "capacity \(capacity)")
        self.slots = Array(repeating: nil, count: capacity)
    }

    package var isEmpty: Bool { self.count == 0 }
    package var first: Arrival? { self.count == 0 ? nil : self.slots[self.head] }

    /// Adds an arrival behind the others; the capacity covers all that may be in flight, so it is never full.
    package mutating func append(_ arrival: Arrival) {
        precondition(self.count < self.slots.count, "waiting queue over its capacity \(self.slots.count)")
        self.slots[(self.head + self.count) % self.slots.count] = arrival
        self.count += 1
    }

    /// Adds an arrival in front of the others: one that is tried again.
    package mutating func prepend(_ arrival: Arrival) {
        precondition(self.count < self.slots.count, "waiting queue over its capacity \(self.slots.count)")
        self.head = (self.head + self.slots.count - 1) % self.slots.count
        self.slots[self.head] = arrival
        self.count += 1
    }

    package mutating func popFirst() -> Arrival? {
        guard self.count > 0 else { return nil }
        let arrival = self.slots[self.head]
        self.head = (self.head + 1) % self.slots.count
        self.count -= 1
        return arrival
    }
}
