import Synchronization

/// All metrics of the process: families, their children, and the slots of each writer.
///
/// Recording threads write into slots of their own, through handles that a ``MetricWriter`` resolves; pollers set
/// values here; a scrape adds the slots up and renders. What takes a lock here is cold: resolving, setting, scraping.
package final class MetricRegistry: Sendable {
    /// The texts of configured labels.
    package let names: NameTable

    private let state: Mutex<RegistryState>
    private let gatherers = Mutex<[@Sendable (MetricRegistry) -> Void]>([])
    /// Held during a scrape; guards what the registry records about itself, too.
    let scraping = Mutex(ExpositionBuffer())
    let ownPages: SlotPages
    /// Where the exemplars of histograms are put.
    package let exemplars: ExemplarStore
    /// When this registry began to count, in milliseconds since 1970.
    let start: UInt64
    /// Monotonic milliseconds.
    let uptime: @Sendable () -> UInt64
    let idleMilliseconds: UInt64
    let generation: Generation
    /// When open labels were last decided.
    let lastGoverned: Mutex<UInt64>

    /// - Parameters:
    ///   - names: The texts of configured labels.
    ///   - limits: The bounds of memory.
    ///   - now: Milliseconds since 1970: what start timestamps are made of. Nil: the clock.
    ///   - uptime: Monotonic milliseconds: what tells how long nothing has changed. Nil: the clock.
    package init(
        names: NameTable,
        limits: RegistryLimits = RegistryLimits(),
        now: (@Sendable () -> UInt64)? = nil,
        uptime: (@Sendable () -> UInt64)? = nil
    ) {
        let now = now ?? WallClock.milliseconds
        self.start = now()
        self.names = names
        let uptime = uptime ?? { MonotonicClock.now() / 1_000_000 }
        self.uptime = uptime
        self.idleMilliseconds = limits.idleMilliseconds
        self.lastGoverned = Mutex(uptime())
        self.generation = Generation()
        var state = RegistryState(limits: limits, now: now, generation: self.generation)
        self.ownPages = state.makeWriter()
        self.exemplars = state.exemplars
        self.state = Mutex(state)
    }

    /// Makes the slots of one recording thread.
    ///
    /// They are kept as long as the registry: make few, at start.
    package func makeWriter() -> MetricWriter {
        MetricWriter(registry: self, pages: self.state.withLock { $0.makeWriter() })
    }

    /// Sets a gauge, in its unit (seconds, bytes, ratio).
    ///
    /// Any thread. What writers add comes on top.
    package func set(_ family: GaugeFamily, _ labels: LabelValue..., to value: Double) {
        self.set(family.descriptor, labels, bits: value.bitPattern)
    }

    /// Sets a counter that mirrors one kept elsewhere, in its natural unit: nanoseconds, bytes, things.
    ///
    /// Any thread. What writers add comes on top.
    /// - Parameters:
    ///   - family: One of ``Families``.
    ///   - labels: In the family's order.
    ///   - value: Never falls unless the source starts anew.
    ///   - start: When the source began at 0, in milliseconds since 1970. Nil: with this series if the first value is 0,
    ///     else nobody knows, and the series has no start timestamp.
    package func set(_ family: CounterFamily, _ labels: LabelValue..., to value: UInt64, since start: UInt64? = nil) {
        self.set(family.descriptor, labels, bits: value, since: start)
    }

    /// Sets the labels of an info family; the child with the labels set before is gone.
    package func setInfo(_ family: InfoFamily, _ texts: [String]) {
        let labels = family.descriptor.labels.indices.map { index in
            index < texts.count ? LabelValue(text: LabelText.cut(texts[index])) : LabelValue.none
        }
        self.state.withLock { $0.replaceAll(family.descriptor, with: labels) }
    }

    /// Takes a gauge out of the exposition: its target was removed by a reload, its source failed.
    package func remove(_ family: GaugeFamily, _ labels: LabelValue...) {
        self.state.withLock { $0.remove(family.descriptor, labels, self.names) }
    }

    /// Exports counters with 0 before anything is counted: `rate()` misses the first increment of a new series.
    ///
    /// Closed labels at the end may be left out: all their values are created. `precreate(family)` is enough for a
    /// family with only closed labels; for one with configured labels, call it for each name when a plan is applied.
    /// Counts as room the plan needs: the family's limit grows where necessary, the registry's does not.
    package func precreate(_ family: CounterFamily, _ labels: LabelValue...) {
        let descriptor = family.descriptor
        var sets = [labels]
        for declaration in descriptor.labels.dropFirst(labels.count) {
            guard case .closed(let texts) = declaration.values else {
                assertionFailure("\(descriptor.name): \(declaration.name) has no list of values")
                return
            }
            sets = sets.flatMap { set in texts.map { set + [LabelValue(text: $0)] } }
        }
        self.state.withLock { state in
            for set in sets { state.precreate(descriptor, set, self.names) }
        }
    }

    /// Runs `body` on the scrape thread before each render, to set what changes by itself.
    ///
    /// No I/O, no scrape in it.
    package func onGather(_ body: @escaping @Sendable (MetricRegistry) -> Void) {
        self.gatherers.withLock { $0.append(body) }
    }

    func runGatherers() {
        for body in self.gatherers.withLock({ $0 }) { body(self) }
    }

    func withState<Result: Sendable>(_ body: (inout RegistryState) -> Result) -> Result {
        self.state.withLock { body(&$0) }
    }

    /// The handle of a label set in one writer's pages; a counter's stands for the first cell of any kind.
    func resolve(_ descriptor: FamilyDescriptor, _ labels: [LabelValue], _ pages: SlotPages) -> Counter {
        self.state.withLock { state in
            let place = state.place(descriptor, labels, self.names)
            if place.isOverflow, !descriptor.countsObservations {
                place.child.overflowCount.wrappingAdd(1, ordering: .relaxed)
            }
            let index = state.cell(place, descriptor)
            place.child.life.addHolder(pages.number)
            if place.child.life.isGone { state.touchGone(place.child) }
            if descriptor.layout == nil { return Counter(cell: pages.makeCells(at: index)) }
            return Counter(cell: pages.makeHeader(at: index, exemplars: place.child.exemplars))
        }
    }

    func set(_ descriptor: FamilyDescriptor, _ labels: [LabelValue], bits: UInt64, since start: UInt64? = nil) {
        self.state.withLock { state in
            let place = state.place(descriptor, labels, self.names)
            state.set(place, bits: bits, since: start)
        }
    }
}
