/// The slots of one recording thread: an event loop, the log pipeline, a poller.
///
/// Handles may be resolved by any thread, which takes the registry's lock; only the owner records through them.
/// Resolve what a request needs before it comes: a look-up costs about as much as 100 additions. A counter that was
/// resolved is exported with 0 until something is counted.
package final class MetricWriter: Sendable {
    private let registry: MetricRegistry
    private let pages: SlotPages

    init(registry: MetricRegistry, pages: SlotPages) {
        self.registry = registry
        self.pages = pages
    }

    /// Resolves a counter, which is made when it is new.
    ///
    /// - Parameters:
    ///   - family: One of ``Families``.
    ///   - labels: In the family's order, ``LabelValue/none`` for one that is left out.
    /// - Returns: The counter of these labels, or, when the family is full, of the same with some labels `_other`.
    package func counter(_ family: CounterFamily, _ labels: LabelValue...) -> Counter {
        self.registry.resolve(family.descriptor, labels, self.pages)
    }

    /// As ``counter(_:_:)``; the exported value is the sum over writers, plus what was set.
    package func gauge(_ family: GaugeFamily, _ labels: LabelValue...) -> Gauge {
        Gauge(cell: self.registry.resolve(family.descriptor, labels, self.pages).cell)
    }

    /// As ``counter(_:_:)``.
    package func histogram(_ family: HistogramFamily, _ labels: LabelValue...) -> Histogram {
        Histogram(
            cells: self.registry.resolve(family.descriptor, labels, self.pages).cell,
            table: family.layout.table
        )
    }
}
