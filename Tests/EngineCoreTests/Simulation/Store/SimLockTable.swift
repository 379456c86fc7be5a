/// Row locks with queues: first come, first served, held until the transaction ends.
struct SimLockTable: Sendable {
    private struct Entry: Sendable {
        var owner: Int
        var waiting: [Int] = []
    }
    private var entries: [SimLock: Entry] = [:]
    private var held: [Int: [SimLock]] = [:]
    private var waitingFor: [Int: SimLock] = [:]

    /// Takes the lock or stands in its queue.
    /// - Returns: Whether the transaction holds it now.
    mutating func acquire(_ lock: SimLock, by transaction: Int) -> Bool {
        guard let entry = self.entries[lock] else {
            self.entries[lock] = Entry(owner: transaction)
            self.held[transaction, default: []].append(lock)
            return true
        }
        if entry.owner == transaction { return true }
        if self.waitingFor[transaction] == nil {
            self.entries[lock]?.waiting.append(transaction)
            self.waitingFor[transaction] = lock
        }
        return false
    }

    func isWaiting(_ transaction: Int) -> Bool { self.waitingFor[transaction] != nil }

    /// Whether the wait can never end: a cycle of transactions, each waiting for the next.
    func isDeadlocked(_ transaction: Int) -> Bool {
        var current = transaction
        for _ in 0...self.waitingFor.count {
            guard let lock = self.waitingFor[current], let entry = self.entries[lock] else { return false }
            if entry.owner == transaction { return true }
            current = entry.owner
        }
        return false
    }

    /// Gives everything back; the first of each queue holds the lock then.
    mutating func release(_ transaction: Int) {
        if let lock = self.waitingFor.removeValue(forKey: transaction) {
            self.entries[lock]?.waiting.removeAll { $0 == transaction }
        }
        for lock in self.held.removeValue(forKey: transaction) ?? [] {
            guard var entry = self.entries[lock] else { continue }
            if entry.waiting.isEmpty {
                self.entries[lock] = nil
                continue
            }
            entry.owner = entry.waiting.removeFirst()
            self.entries[lock] = entry
            self.held[entry.owner, default: []].append(lock)
            self.waitingFor[entry.owner] = nil
        }
    }
}
