import Synchronization

/// Leaves out of a scrape what has not changed for long; it is back with its value when it changes.
struct IdleFilter {
    let reader: SlotReader
    /// Monotonic milliseconds.
    let now: UInt64
    let idleMilliseconds: UInt64

    func shown(_ family: FamilySnapshot) -> FamilySnapshot {
        let descriptor = family.descriptor
        guard descriptor.hidesIdle else { return family }
        var isIdle = false
        let shown = family.children.filter { child in
            let value = descriptor.layout.map { self.reader.fingerprint(child, $0) } ?? self.reader.counter(child)
            if !child.life.isIdle(value, now: self.now, after: self.idleMilliseconds) { return true }
            isIdle = true
            return false
        }
        if !isIdle { return family }
        var result = family
        result.children = shown
        return result
    }
}
