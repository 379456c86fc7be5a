package import NIOCore

/// Counts failures by class, with first and last time and one example each.
package struct ErrorTally: Sendable {
    package private(set) var entries: [ErrorEntry?] = Array(repeating: nil, count: ErrorClass.allCases.count)

    package init() {}

    package subscript(errorClass: ErrorClass) -> ErrorEntry? { self.entries[Int(errorClass.rawValue)] }

    /// All failures together.
    package var count: Int { self.entries.reduce(0) { $0 + ($1?.count ?? 0) } }

    /// - Parameters:
    ///   - errorClass: The first cause.
    ///   - time: Since the run's origin.
    ///   - example: Made for the first failure of a class only.
    package mutating func record(_ errorClass: ErrorClass, at time: TimeAmount, _ example: () -> ErrorEntry.Example) {
        let slot = Int(errorClass.rawValue)
        if self.entries[slot] == nil {
            self.entries[slot] = ErrorEntry(count: 1, first: time, last: time, example: example())
        } else {
            self.entries[slot]?.count += 1
            self.entries[slot]?.last = time
        }
    }

    /// Adds another thread's failures; the earliest example stays.
    package mutating func merge(_ other: ErrorTally) {
        for (slot, theirs) in other.entries.enumerated() {
            guard let theirs else { continue }
            guard let ours = self.entries[slot] else {
                self.entries[slot] = theirs
                continue
            }
            self.entries[slot] = ErrorEntry(
                count: ours.count + theirs.count,
                first: min(ours.first, theirs.first),
                last: max(ours.last, theirs.last),
                example: ours.first <= theirs.first ? ours.example : theirs.example
            )
        }
    }
}
