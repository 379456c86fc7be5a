import Synchronization

/// Metrics of libraries, in the same registry as ours: their names and labels are not declared, so they are made fit and
/// limited.
///
/// All threads share one writer, through handles that add atomically. What finds no room, a family too many or a label
/// set too many, is counted under `_other` and in `metrics_series_overflow_total`; no observation is lost.
package final class ForeignMetrics: Sendable {
    /// Families of libraries, those for what finds no room not counted.
    package static let familyLimit = 100
    /// Labels of one family; those of further dimensions are left out.
    package static let labelLimit = 8

    private struct Key: Hashable {
        var kind: MetricKind
        var name: String
    }

    private let registry: MetricRegistry
    private let writer: MetricWriter
    private let families = Mutex<[Key: FamilyDescriptor]>([:])
    /// Histograms make blocks of cells in memory of the writer: one recording at a time.
    private let recording = RecordingLock()

    package init(registry: MetricRegistry) {
        self.registry = registry
        self.writer = registry.makeWriter()
    }

    /// A counter; names and dimensions as the library gave them.
    package func counter(_ name: String, _ dimensions: [(String, String)]) -> ForeignCounter {
        let family = self.family(.counter, name, end: "_total", dimensions)
        return ForeignCounter(self.writer.resolve(family, self.labels(family, dimensions)))
    }

    /// A gauge.
    package func gauge(_ name: String, _ dimensions: [(String, String)]) -> ForeignGauge {
        let family = self.family(.gauge, name, end: "_value", dimensions)
        let labels = self.labels(family, dimensions)
        return ForeignGauge(self.registry.withState { $0.place(family, labels, self.registry.names) })
    }

    /// A histogram of plain numbers.
    package func distribution(_ name: String, _ dimensions: [(String, String)]) -> ForeignHistogram {
        self.histogram(self.family(.histogram, name, end: "_distribution", dimensions), dimensions)
    }

    /// A histogram of durations, recorded in nanoseconds.
    package func timer(_ name: String, _ dimensions: [(String, String)]) -> ForeignHistogram {
        self.histogram(self.family(.histogram, name, end: "_seconds", unit: .seconds, dimensions), dimensions)
    }

    private func histogram(_ family: FamilyDescriptor, _ dimensions: [(String, String)]) -> ForeignHistogram {
        guard let layout = family.layout else { preconditionFailure("\(family.name) has no buckets") }
        let cells = self.writer.resolve(family, self.labels(family, dimensions)).cell
        return ForeignHistogram(Histogram(cells: cells, table: layout.table), self.recording)
    }

    /// The family of a name; who asks first decides on its labels.
    private func family(
        _ kind: MetricKind,
        _ name: String,
        end: String,
        unit: MetricUnit = .none,
        _ dimensions: [(String, String)]
    ) -> FamilyDescriptor {
        let name = ForeignName.family(name, end: end)
        return self.families.withLock { families in
            if let family = families[Key(kind: kind, name: name)] { return family }
            let isRoom = families.count < Self.familyLimit
            let other = Key(kind: kind, name: "lib_other\(end)")
            if !isRoom, let family = families[other] { return family }
            let labels = Set(dimensions.map { ForeignName.label($0.0) }).sorted().prefix(Self.labelLimit)
            let family = Self.declare(kind, isRoom ? name : other.name, unit, isRoom ? Array(labels) : nil)
            families[isRoom ? Key(kind: kind, name: name) : other] = family
            return family
        }
    }

    /// `labels`: Nil for the family of what finds no room: its one label has no value but `_other`.
    private static func declare(
        _ kind: MetricKind,
        _ name: String,
        _ unit: MetricUnit,
        _ labels: [String]?
    ) -> FamilyDescriptor {
        let declared = (labels ?? ["name"]).map { LabelDeclaration.open($0, top: labels == nil ? 1 : Int(Int32.max)) }
        let limit = labels == nil ? 1 : nil
        let help = "A metric of a library."
        switch kind {
        case .counter: return CounterFamily(name, labels: declared, limit: limit, help: help).descriptor
        case .histogram:
            let buckets = unit == .seconds ? Buckets.duration : Self.buckets
            let family = HistogramFamily(name, unit: unit, buckets: buckets, labels: declared, limit: limit, help: help)
            return family.descriptor
        case .gauge, .info: return GaugeFamily(name, labels: declared, limit: limit, help: help).descriptor
        }
    }

    private static let buckets: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

    private func labels(_ family: FamilyDescriptor, _ dimensions: [(String, String)]) -> [LabelValue] {
        var values: [String: String] = [:]
        for (name, value) in dimensions { values[ForeignName.label(name)] = value }
        return family.labels.map { LabelValue(text: OpenText.make((values[$0.name] ?? "").utf8)) }
    }
}
