import Synchronization

/// One label set of a family: where its cells are, what was set, and its ready-made text.
final class MetricChild: Sendable {
    /// No cells yet: no writer has asked for a handle.
    static let noCell = -1

    /// A start that nobody can tell: that of a counter kept elsewhere.
    static let unknownStart: UInt64 = 0

    let labels: [LabelValue]
    let text: ChildText
    /// Nil when the family gives none.
    let exemplars: ExemplarSlots?
    /// The number of its first cell in every writer's pages; set once, under the registry's lock.
    let cell = Atomic<Int>(noCell)
    /// The same for observations that came here because their own label set found no room; they are rendered together.
    let overflowCell = Atomic<Int>(noCell)
    /// Which labels became `_other` then, one bit per label.
    let overflowLabels = Atomic<UInt64>(0)
    /// Overflows that cannot be told from a cell: values set, and gauges.
    let overflowCount = Atomic<UInt64>(0)
    /// A gauge's value as the bits of a Double, or a mirrored counter's; the writers' cells are added to it.
    let value = Atomic<UInt64>(0)

    /// Since when a counter or histogram counts from 0, in milliseconds since 1970.
    let start: Atomic<UInt64>
    /// Whether a value was ever set.
    let isSet = Atomic<Bool>(false)
    /// How many schemas below ``NativeScale/schema`` a histogram is rendered.
    let schemaReduction = Atomic<Int>(0)
    let life = ChildLife()

    init(labels: [LabelValue], text: ChildText, exemplars: ExemplarSlots? = nil, start: UInt64) {
        self.labels = labels
        self.text = text
        self.exemplars = exemplars
        self.start = Atomic(start)
    }

    /// The number of its first cell, for its own observations or for those without room; ``noCell``: none yet.
    func firstCell(isOverflow: Bool) -> Int {
        isOverflow ? self.overflowCell.load(ordering: .acquiring) : self.cell.load(ordering: .acquiring)
    }

    /// Whether observations came here with this label collapsed.
    func hasOverflow(label: Int) -> Bool { self.overflowLabels.load(ordering: .relaxed) & (1 << UInt64(label)) != 0 }

    func setFirstCell(_ cell: Int, isOverflow: Bool) {
        if isOverflow {
            self.overflowCell.store(cell, ordering: .releasing)
        } else {
            self.cell.store(cell, ordering: .releasing)
        }
    }
}
