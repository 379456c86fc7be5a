package import Telemetry

/// How often each field was cut, since the counts were last taken.
package struct TruncationCounts: Sendable, Equatable {
    package private(set) var counts: [TruncatedFieldLabel: UInt64] = [:]

    package init() {}

    package var isEmpty: Bool { self.counts.isEmpty }

    @inline(__always)
    mutating func note(_ field: TruncatedFieldLabel, if isCut: Bool) {
        if isCut { self.add(field, 1) }
    }

    @inline(never)
    private mutating func add(_ field: TruncatedFieldLabel, _ count: UInt64) { self.counts[field, default: 0] += count }

    mutating func take() -> TruncationCounts {
        defer { self.counts.removeAll(keepingCapacity: true) }
        return self
    }

    mutating func add(_ other: TruncationCounts) {
        for (field, count) in other.counts { self.add(field, count) }
    }
}
