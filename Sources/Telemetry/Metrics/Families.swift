/// Every metric family of Watchgate (telemetry.md section 2), declared by topic in the extensions of this type.
///
/// A family is listed when something fills it, not before. Names, units, labels and buckets are checked by a test.
package enum Families {
    /// All families, by topic.
    package static let all: [FamilyDescriptor] =
        Self.http + Self.connections + Self.upstreams + Self.rateLimits + Self.logPipeline + Self.logPipelineLedger
        + Self.logPipelineDelivery + Self.logPipelineSpools + Self.metrics + Self.process + Self.traces + Self.build
        + Self.engine + Self.books
}
