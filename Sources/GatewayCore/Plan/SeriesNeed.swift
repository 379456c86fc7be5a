package import Telemetry

/// How many series a configuration needs from the start: counters that are made at 0, and gauges.
///
/// Histograms and what is counted by status are made when something is recorded, in the room that is left.
package struct SeriesNeed: Sendable {
    /// Different paths of routes.
    package var routes = 0
    package var upstreams = 0
    /// Of all upstreams.
    package var targets = 0
    package var policies = 0
    package var shards = 1

    package init() {}

    /// Series of these families.
    package func count(_ families: [FamilyDescriptor] = Families.all) -> Int {
        families.reduce(0) { $0 + self.count($1, of: families.count) }
    }

    /// The smallest limit in which they all find room: a sixteenth is kept for label sets that collapse.
    package static func limit(for count: Int) -> Int { (count + 1) * 16 / 15 + 1 }

    private func count(_ family: FamilyDescriptor, of familyCount: Int) -> Int {
        if family.kind == .histogram || family.limit != nil { return family.kind == .info ? 1 : 0 }
        let names = Set(family.labels.map(\.name))
        return family.labels.reduce(1) { product, label in
            switch label.values {
            case .closed(let texts): return product * texts.count
            case .configured:
                // A target belongs to one upstream.
                if label.name == "upstream", names.contains("target") { return product }
                return product * self.count(of: label.name)
            case .index: return product * self.shards
            case .own: return label.name == "family" ? product * familyCount : product
            case .status, .open: return 0
            }
        }
    }

    private func count(of label: String) -> Int {
        switch label {
        case "http_route": self.routes + 1  // and `_unmatched`
        case "upstream": self.upstreams
        case "target": self.targets
        case "policy": self.policies
        default: 1
        }
    }
}
