import Synchronization

/// The slots of one recording thread: an event loop, the log pipeline, a poller.
///
/// Handles may be resolved by any thread, which takes the registry's lock; only the owner records through them.
/// Resolve what a request needs before it comes: a look-up costs about as much as 100 additions. A counter that was
/// resolved is exported with 0 until something is counted.
package final class MetricWriter: Sendable {
    private struct WeakCounters: @unchecked Sendable {  // used on the owner's thread
        weak var counters: OpenCounters?
    }

    private let registry: MetricRegistry
    private let pages: SlotPages
    private let open = Mutex<[WeakCounters]>([])

    init(registry: MetricRegistry, pages: SlotPages) {
        self.registry = registry
        self.pages = pages
    }

    /// Makes the counters of a family with an open label.
    ///
    /// - Parameters:
    ///   - family: Its labels are the open one and, if `variants` are given, one more.
    ///   - variants: Values of the other label.
    /// - Returns: What to keep; it takes a sketch of four times the label's cap.
    package func openCounters(_ family: CounterFamily, variants: [LabelValue] = []) -> OpenCounters {
        let open = self.registry.openFamily(family.descriptor)
        let sketch = self.registry.makeSketch(open, self.pages)
        let counters = OpenCounters(open, variants: variants, sketch: sketch, writer: self)
        self.open.withLock { $0.append(WeakCounters(counters: counters)) }
        return counters
    }

    /// Says that the owner has no handle any more to series that went away until now.
    ///
    /// A shard says so in its ticks, once no request runs under an earlier plan. A writer that never says so keeps the
    /// memory of what it has recorded.
    /// - Important: On the owner's thread.
    /// - Complexity: A lock nobody else takes and one compare per open label.
    package func acknowledge() {
        let generation = self.registry.generation.value
        for counters in self.open.withLock({ $0 }) { counters.counters?.refresh() }
        self.pages.acknowledge(generation)
    }

    func resolve(_ descriptor: FamilyDescriptor, _ labels: [LabelValue]) -> Counter {
        self.registry.resolve(descriptor, labels, self.pages)
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
