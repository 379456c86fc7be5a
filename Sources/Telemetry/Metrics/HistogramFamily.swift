/// A family of histograms: how often values fell into each bucket, and their sum.
package struct HistogramFamily: Sendable {
    package let descriptor: FamilyDescriptor
    let layout: BucketLayout

    /// Parameters as for ``CounterFamily``; the name ends in its unit, and the buckets are written in that unit.
    ///
    /// `exemplars`: Whether kept traces show in its buckets.
    package init(
        _ name: String,
        unit: MetricUnit,
        buckets: [Double],
        labels: [LabelDeclaration] = [],
        limit: Int? = nil,
        collapses: [String] = [],
        since: String = "0.1",
        exemplars: Bool = false,
        help: String
    ) {
        var traits = FamilyDescriptor.Traits(kind: .histogram, unit: unit, labels: labels, since: since)
        traits.givesExemplars = exemplars
        let room = FamilyDescriptor.Room(limit: limit, collapses: collapses)
        self.layout = BucketLayout(bounds: buckets, unit: unit)
        self.descriptor = FamilyDescriptor(name, traits, room, layout: self.layout, help: help)
    }
}
