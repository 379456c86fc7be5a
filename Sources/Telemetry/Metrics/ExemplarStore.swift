import Synchronization

/// Puts exemplars into the children of a registry, by the children's numbers.
///
/// A number outlives its child: what comes for a child that is gone is forgotten.
package final class ExemplarStore: Sendable {
    private struct Member {
        weak var slots: ExemplarSlots?
    }

    private struct State {
        var members: [UInt32: Member] = [:]
        /// 0 stands for no child.
        var last: UInt32 = 0
        /// How many members there may be before those of gone children are removed.
        var sweepCount = 64
    }

    private let state = Mutex(State())

    init() {}

    /// Gives a child of a family with exemplars its slots.
    func makeSlots(_ descriptor: FamilyDescriptor) -> ExemplarSlots? {
        guard descriptor.givesExemplars, let layout = descriptor.layout else { return nil }
        return self.state.withLock { state in
            if state.members.count >= state.sweepCount {
                state.members = state.members.filter { $0.value.slots != nil }
                state.sweepCount = max(64, state.members.count * 2)
            }
            state.last &+= 1
            let slots = ExemplarSlots(series: state.last, bucketCount: layout.bounds.count + 1)
            state.members[state.last] = Member(slots: slots)
            return slots
        }
    }

    /// Shows an exemplar from the next scrape on, in the place of the one that was there.
    ///
    /// Any thread.
    package func store(_ exemplar: Exemplar, series: UInt32, bucket: UInt8) {
        self.slots(series)?.store(exemplar, bucket: Int(bucket))
    }

    /// Takes an exemplar back: its trace cannot be found.
    package func discard(_ exemplar: Exemplar, series: UInt32, bucket: UInt8) {
        self.slots(series)?.discard(exemplar, bucket: Int(bucket))
    }

    private func slots(_ series: UInt32) -> ExemplarSlots? { self.state.withLock { $0.members[series]?.slots } }
}
