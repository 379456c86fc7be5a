/// The type of a metric family.
package enum MetricKind: String, Sendable {
    case counter, gauge, histogram, info
}
