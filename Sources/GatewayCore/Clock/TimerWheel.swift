/// Deadlines of many connections at the price of an array write: a hashed wheel (Varghese and Lauck, 1987) whose entries
/// are moved lazily.
///
/// A deadline that moves later leaves its entry where it is; the entry is put back when its old slot comes up. So a
/// keep-alive connection that sets "idle" and "first byte" once per request touches the lists only every few seconds.
/// Pure: time is an argument. Resolution is one tick; a deadline fires at the first tick that is not before it.
package struct TimerWheel {
    /// Says that there is no deadline.
    package static let never = UInt64.max

    private struct Entry {
        var deadline = TimerWheel.never
        var slotTick = TimerWheel.never
        var previous: Int32 = -1
        var next: Int32 = -1
        var isUsed = false
    }

    private let tickNanoseconds: UInt64
    private let slotCount: Int
    private var heads: [Int32]
    private var entries: [Entry] = []
    private var free: [Int32] = []
    /// The last tick that was processed.
    private var tick: UInt64

    /// Makes an empty wheel.
    ///
    /// `tickNanoseconds`: Resolution, for instance 100 ms.
    /// `slotCount`: Slots of the wheel; deadlines further away are looked at once a turn.
    package init(tickNanoseconds: UInt64 = 100_000_000, slotCount: Int = 512, now: UInt64) {
        self.tickNanoseconds = tickNanoseconds
        self.slotCount = slotCount
        self.heads = Array(repeating: -1, count: slotCount)
        self.tick = now / tickNanoseconds
    }

    /// Entries in use.
    package var count: Int { self.entries.count - self.free.count }

    /// Gives an entry without a deadline.
    ///
    /// Ids are small and are used again after `remove`.
    package mutating func add() -> Int32 {
        if let id = self.free.popLast() {
            self.entries[Int(id)] = Entry(isUsed: true)
            return id
        }
        self.entries.append(Entry(isUsed: true))
        return Int32(self.entries.count - 1)
    }

    /// Gives an entry back.
    package mutating func remove(_ id: Int32) {
        precondition(self.entries[Int(id)].isUsed, "timer \(id) removed twice")
        self.unlink(id)
        self.entries[Int(id)].isUsed = false
        self.free.append(id)
    }

    /// Sets or, with `never`, clears the deadline.
    package mutating func set(_ id: Int32, _ deadline: UInt64) {
        self.entries[Int(id)].deadline = deadline
        guard deadline != Self.never else { return }
        let due = self.tickOf(deadline)
        if self.entries[Int(id)].slotTick <= due { return }
        self.unlink(id)
        self.link(id, due)
    }

    /// Moves the wheel to `now` and adds the ids whose deadline has passed to `expired`; their deadline is cleared.
    package mutating func advance(to now: UInt64, expired: inout [Int32]) {
        let last = now / self.tickNanoseconds
        // After a long stall one whole turn visits every slot once; more turns would find nothing new.
        if last > self.tick + UInt64(self.slotCount) { self.tick = last - UInt64(self.slotCount) }
        while self.tick < last {
            self.tick += 1
            self.expireSlot(now, &expired)
        }
    }

    private mutating func expireSlot(_ now: UInt64, _ expired: inout [Int32]) {
        let slot = Int(self.tick % UInt64(self.slotCount))
        var id = self.heads[slot]
        self.heads[slot] = -1
        while id >= 0 {
            let next = self.entries[Int(id)].next
            self.entries[Int(id)].previous = -1
            self.entries[Int(id)].next = -1
            self.entries[Int(id)].slotTick = Self.never
            let deadline = self.entries[Int(id)].deadline
            if deadline <= now {
                self.entries[Int(id)].deadline = Self.never
                expired.append(id)
            } else if deadline != Self.never {
                self.link(id, self.tickOf(deadline))
            }
            id = next
        }
    }

    /// The first tick that is not before the deadline, within one turn of the wheel.
    private func tickOf(_ deadline: UInt64) -> UInt64 {
        let due = (deadline + self.tickNanoseconds - 1) / self.tickNanoseconds
        return min(max(due, self.tick + 1), self.tick + UInt64(self.slotCount) - 1)
    }

    private mutating func link(_ id: Int32, _ due: UInt64) {
        let slot = Int(due % UInt64(self.slotCount))
        let head = self.heads[slot]
        self.entries[Int(id)].slotTick = due
        self.entries[Int(id)].previous = -1
        self.entries[Int(id)].next = head
        if head >= 0 { self.entries[Int(head)].previous = id }
        self.heads[slot] = id
    }

    private mutating func unlink(_ id: Int32) {
        let entry = self.entries[Int(id)]
        guard entry.slotTick != Self.never else { return }
        if entry.previous >= 0 {
            self.entries[Int(entry.previous)].next = entry.next
        } else {
            self.heads[Int(entry.slotTick % UInt64(self.slotCount))] = entry.next
        }
        if entry.next >= 0 { self.entries[Int(entry.next)].previous = entry.previous }
        self.entries[Int(id)].slotTick = Self.never
        self.entries[Int(id)].previous = -1
        self.entries[Int(id)].next = -1
    }
}
