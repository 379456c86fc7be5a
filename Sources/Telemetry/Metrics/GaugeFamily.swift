/// A family of gauges: values that go up and down, added up over writers or set as they are.
package struct GaugeFamily: Sendable {
    package let descriptor: FamilyDescriptor

    /// Parameters as for ``CounterFamily``; the name ends in its unit.
    package init(
        _ name: String,
        unit: MetricUnit = .none,
        labels: [LabelDeclaration] = [],
        limit: Int? = nil,
        collapses: [String] = [],
        since: String = "0.1",
        help: String
    ) {
        let traits = FamilyDescriptor.Traits(kind: .gauge, unit: unit, labels: labels, since: since)
        let room = FamilyDescriptor.Room(limit: limit, collapses: collapses)
        self.descriptor = FamilyDescriptor(name, traits, room, help: help)
    }
}
