/// A family and its children at the time of a scrape; values are read while rendering.
struct FamilySnapshot: Sendable {
    let descriptor: FamilyDescriptor
    var children: [MetricChild]
    let limit: Int
    let freedCount: UInt64

    /// The name by which families are sorted and filtered in a format.
    func name(in format: ExpositionFormat) -> String {
        format == .openMetrics100 ? self.descriptor.text.openMetricsName : self.descriptor.name
    }
}
