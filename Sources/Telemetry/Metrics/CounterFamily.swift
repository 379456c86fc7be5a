/// A family of counters: sums that only grow, in the family's natural unit (nanoseconds for seconds).
package struct CounterFamily: Sendable {
    package let descriptor: FamilyDescriptor

    /// - Parameters:
    ///   - name: The family's name in the text format, with `_total`.
    ///   - unit: The unit before `_total`.
    ///   - labels: In the order in which values are given.
    ///   - limit: The most children; nil, with closed labels and configured names only: as many as are needed.
    ///   - collapses: Names of labels in the order in which they become `_other` when the family is full; empty: the
    ///     configured labels, the last first.
    ///   - since: The version that has it first; most are of the first one.
    ///   - help: One sentence.
    package init(
        _ name: String,
        unit: MetricUnit = .none,
        labels: [LabelDeclaration] = [],
        limit: Int? = nil,
        collapses: [String] = [],
        since: String = "0.1",
        help: String
    ) {
        let traits = FamilyDescriptor.Traits(kind: .counter, unit: unit, labels: labels, since: since)
        let room = FamilyDescriptor.Room(limit: limit, collapses: collapses)
        self.descriptor = FamilyDescriptor(name, traits, room, help: help)
    }
}
