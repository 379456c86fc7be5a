package import Telemetry

/// How often each field was cut, since the counts were last taken.
package struct TruncationCounts: Sendable, Equatable {
    package private(set) var counts: [TruncatedFieldLabel: UInt64] = [:]

    /// Of the line being rendered: bit n stands for the n-th field.
    private var line: UInt32 = 0

    package init() {}

    /// Another line begins.
    @inline(__always)
    mutating func lineBegins() { self.line = 0 }

    @inline(__always)
    var hasLineCuts: Bool { self.line != 0 }

    /// The fields of this line that were cut, in the order of the labels.
    var lineFields: [String] {
        TruncatedFieldLabel.allCases.enumerated().filter { self.line >> UInt32($0.offset) & 1 == 1 }
            .map { $0.element.labelText }
    }

    package var isEmpty: Bool { self.counts.isEmpty }

    @inline(__always)
    mutating func note(_ field: TruncatedFieldLabel, if isCut: Bool) {
        if isCut { self.cut(field) }
    }

    @inline(never)
    private mutating func cut(_ field: TruncatedFieldLabel) {
        self.add(field, 1)
        if let index = TruncatedFieldLabel.allCases.firstIndex(of: field) { self.line |= 1 << UInt32(index) }
    }

    private mutating func add(_ field: TruncatedFieldLabel, _ count: UInt64) { self.counts[field, default: 0] += count }

    mutating func take() -> TruncationCounts {
        defer { self.counts.removeAll(keepingCapacity: true) }
        self.line = 0
        return self
    }

    mutating func add(_ other: TruncationCounts) {
        for (field, count) in other.counts { self.add(field, count) }
    }
}
