/// What is declared of a metric family, once and for all registries.
package final class FamilyDescriptor: Sendable {
    /// What a family measures.
    struct Traits: Sendable {
        var kind: MetricKind
        var unit: MetricUnit
        var labels: [LabelDeclaration]
        /// The version that had it first.
        var since: String
        var givesExemplars = false
    }

    /// How many children a family may have, and which labels give way when it is full.
    struct Room: Sendable {
        var limit: Int?
        var collapses: [String]
    }

    /// The name in the text format: with `_total` or `_info`.
    package let name: String
    package let kind: MetricKind
    package let unit: MetricUnit
    package let labels: [LabelDeclaration]
    package let help: String
    /// The version that had it first.
    package let since: String
    /// The most children; nil: as many as the configuration needs, within what all families have together.
    package let limit: Int?
    /// Indices of labels, in the order in which they become `_other`.
    package let collapseOrder: [Int]
    /// Whether its buckets carry the trace of a request.
    package let givesExemplars: Bool
    /// Only for histograms.
    package let layout: BucketLayout?
    /// HELP, TYPE and UNIT of each format, and the constant ends of a histogram's sample names.
    let text: FamilyText

    init(_ name: String, _ traits: Traits, _ room: Room, layout: BucketLayout? = nil, help: String) {
        self.name = name
        self.kind = traits.kind
        self.unit = traits.unit
        self.labels = traits.labels
        self.help = help
        self.since = traits.since
        self.givesExemplars = traits.givesExemplars
        self.layout = layout
        self.limit = room.limit
        self.collapseOrder = Self.collapseOrder(room.collapses, traits.labels)
        self.text = FamilyText(name, traits.kind, traits.unit, layout, help: help)
    }

    private static func collapseOrder(_ names: [String], _ labels: [LabelDeclaration]) -> [Int] {
        if !names.isEmpty { return names.compactMap { name in labels.firstIndex { $0.name == name } } }
        return labels.indices.reversed().filter { index in
            switch labels[index].values {
            case .configured, .open: return true
            default: return false
            }
        }
    }

    /// The label whose values come from outside, and how many of them get series.
    var openLabel: (index: Int, cap: Int)? {
        for (index, label) in self.labels.enumerated() {
            if case .open(let cap) = label.values { return (index, cap) }
        }
        return nil
    }

    /// Whether all label sets that its labels allow find room, those with `_other` included.
    var hasRoomForAll: Bool {
        guard let limit = self.limit else { return false }
        var count = 1
        for label in self.labels {
            switch label.values {
            case .closed(let texts): count *= texts.count
            case .open(let cap): count *= cap + 1
            default: return false
            }
            if count > limit { return false }
        }
        return true
    }

    /// Whether children without change are hidden after a while.
    ///
    /// Not those that are made at 0 so that `rate()` sees their first increment, nor what is set: it says how things are.
    var hidesIdle: Bool {
        switch self.kind {
        case .histogram: !self.labels.isEmpty
        case .counter: self.limit != nil || self.openLabel != nil
        case .gauge, .info: false
        }
    }

    /// How many cells a child has in each writer's pages: a counter or gauge one, a histogram its sum and the way to its
    /// blocks.
    var cellCount: Int { self.layout?.headerCellCount ?? 1 }

    /// Names of the labels that become `_other` when the family is full, in this order.
    package var collapsingLabels: [String] { self.collapseOrder.map { self.labels[$0].name } }

    /// The schema of native histograms.
    package static var nativeSchema: Int { NativeScale.schema }

    /// Whether the cells say how many observations there were; else only handles and settings can be counted.
    var countsObservations: Bool { self.kind == .histogram || (self.kind == .counter && self.unit == .none) }
}
