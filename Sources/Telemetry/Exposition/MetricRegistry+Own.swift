/// What the registry exports about itself: numbers of children, limits, memory, overflow, clamped values.
extension MetricRegistry {
    func gatherOwn() {
        let (families, reader) = self.withState { ($0.snapshot, SlotReader(writers: $0.writers)) }
        for family in families where !family.children.isEmpty || family.freedCount > 0 {
            self.setClamped(family, reader)
            self.setOverflow(family, reader)
            if family.freedCount > 0 {
                let name = LabelValue(text: family.descriptor.name)
                self.set(Families.metricsSeriesExpired, name, to: family.freedCount, since: self.start)
            }
        }
        let bytes = reader.writers.reduce(0) { $0 + $1.byteCount }
        self.set(Families.metricsRegistry, to: Double(bytes))
        // Both families count themselves; then twice, because the first round makes children that the second counts.
        self.set(Families.metricsSeries, LabelValue(text: Families.metricsSeries.descriptor.name), to: 0)
        self.set(Families.metricsSeriesLimit, LabelValue(text: Families.metricsSeriesLimit.descriptor.name), to: 0)
        for _ in 0..<2 { self.setSeries() }
    }

    private func setSeries() {
        for family in self.withState({ $0.snapshot }) where !family.children.isEmpty {
            let name = LabelValue(text: family.descriptor.name)
            self.set(Families.metricsSeries, name, to: Double(family.children.count))
            self.set(Families.metricsSeriesLimit, name, to: Double(family.limit))
        }
    }

    private func setClamped(_ family: FamilySnapshot, _ reader: SlotReader) {
        if family.descriptor.layout == nil { return }
        let clamped = family.children.reduce(UInt64(0)) { $0 &+ reader.clamped($1) }
        let name = LabelValue(text: family.descriptor.name)
        self.set(Families.metricsValuesClamped, name, to: clamped, since: self.start)
    }

    private func setOverflow(_ family: FamilySnapshot, _ reader: SlotReader) {
        for (index, label) in family.descriptor.labels.enumerated() {
            var isCollapsed = false
            var count: UInt64 = 0
            for child in family.children where child.hasOverflow(label: index) {
                isCollapsed = true
                count &+= reader.overflow(child, family.descriptor)
            }
            if !isCollapsed { continue }
            let name = LabelValue(text: family.descriptor.name)
            self.set(
                Families.metricsSeriesOverflow,
                name,
                LabelValue(text: label.name),
                to: count,
                since: self.start
            )
        }
    }
}
