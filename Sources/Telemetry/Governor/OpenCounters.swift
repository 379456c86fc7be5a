import Synchronization

/// The counters of a family with an open label, for one writer: each value that has series its own, all others those of
/// `_other`.
///
/// Make one at start and keep it.
/// - Important: Only the writer's owner uses it.
package final class OpenCounters: @unchecked Sendable {  // confined to the writer's thread
    private let writer: MetricWriter
    private let family: OpenFamily
    private let variants: [LabelValue]
    private let sketch: OpenSketch?
    private var table: OpenTable
    /// By row, then by variant; nil: not resolved yet.
    private let handles: UnsafeMutablePointer<Counter?>
    private let others: [Counter]
    private let stays: UnsafeMutablePointer<UInt64>

    init(_ family: OpenFamily, variants: [LabelValue], sketch: OpenSketch?, writer: MetricWriter) {
        self.writer = writer
        self.family = family
        self.variants = variants
        self.sketch = sketch
        self.table = family.table
        let width = max(variants.count, 1)
        self.handles = .allocate(capacity: family.cap * width)
        self.handles.initialize(repeating: nil, count: family.cap * width)
        self.stays = .allocate(capacity: family.cap)
        for row in 0..<family.cap { (self.stays + row).initialize(to: self.table.stay(row)) }
        self.others = (0..<width).map { variant in
            writer.resolve(family.descriptor, Self.labels(family, .other, variants, variant))
        }
    }

    deinit {
        self.handles.deallocate()
        self.stays.deallocate()
    }

    /// Counts one thing, or several.
    ///
    /// - Parameters:
    ///   - value: Of the open label, as it came; more than 128 bytes are cut.
    ///   - variant: Which of the other label's values that were given when this was made; 0 if there is no other label.
    ///   - amount: In the family's natural unit.
    /// - Complexity: A hash of the value, a look-up and an addition; no lock, no allocation once a value's series is
    ///   resolved.
    package func add(_ value: UnsafeRawBufferPointer, variant: Int = 0, _ amount: UInt64 = 1) {
        let value = OpenValue(value, key: self.family.key)
        if self.family.generation.load(ordering: .acquiring) != self.table.generation { self.refresh() }
        let row = self.table.row(value)
        if row >= 0 {
            let place = row * self.others.count + variant
            if let handle = self.handles[place] { return handle.add(amount) }
            self.resolve(row, variant).add(amount)
        } else {
            self.others[variant].add(amount)
            self.sketch?.offer(value)
        }
    }

    /// Forgets the handles of values that have lost their series.
    func refresh() {
        let next = self.family.table
        if next.generation == self.table.generation { return }
        self.table = next
        for row in 0..<self.family.cap where self.stays[row] != next.stay(row) {
            self.stays[row] = next.stay(row)
            for variant in self.others.indices { self.handles[row * self.others.count + variant] = nil }
        }
    }

    private func resolve(_ row: Int, _ variant: Int) -> Counter {
        let text = LabelValue(text: self.table.rows[row]?.text ?? "")
        let labels = Self.labels(self.family, text, self.variants, variant)
        let handle = self.writer.resolve(self.family.descriptor, labels)
        self.handles[row * self.others.count + variant] = handle
        return handle
    }

    private static func labels(
        _ family: OpenFamily,
        _ value: LabelValue,
        _ variants: [LabelValue],
        _ variant: Int
    ) -> [LabelValue] {
        guard variants.indices.contains(variant) else { return [value] }
        return family.label == 0 ? [value, variants[variant]] : [variants[variant], value]
    }
}
