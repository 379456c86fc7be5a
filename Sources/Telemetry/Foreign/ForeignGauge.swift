import Synchronization

/// A gauge that any thread may set; all handles of one name and label set are one.
package struct ForeignGauge: Sendable {
    private let place: RegistryState.Place

    init(_ place: RegistryState.Place) { self.place = place }

    package func set(_ value: Double) {
        self.place.child.value.store(value.bitPattern, ordering: .relaxed)
        self.countOverflow()
    }

    /// Adds a positive or negative amount.
    package func add(_ amount: Double) {
        let child = self.place.child
        var known = child.value.load(ordering: .relaxed)
        while true {
            let next = (Double(bitPattern: known) + amount).bitPattern
            let (isDone, found) = child.value.compareExchange(expected: known, desired: next, ordering: .relaxed)
            if isDone { break }
            known = found
        }
        self.countOverflow()
    }

    private func countOverflow() {
        if self.place.isOverflow { self.place.child.overflowCount.wrappingAdd(1, ordering: .relaxed) }
    }
}
