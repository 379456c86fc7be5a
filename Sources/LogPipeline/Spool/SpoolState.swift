/// What the writer and the readers of a spool share.
struct SpoolState {
    /// How far one reader is.
    struct Position {
        let account: any SpoolAccount
        /// It is done with the sequences up to here.
        var settled: UInt64 = 0
        /// The batch that is out: its sequences and how many records it has.
        var out: (range: ClosedRange<UInt64>, count: UInt64)?
        /// Its segment is gone: given back, it is lost.
        var isOutEvicted = false
    }

    /// Ascending; the last one may be open.
    var segments: [SpoolSegment] = []
    var positions: [Position] = []

    var byteCount: Int { self.segments.reduce(0) { $0 + $1.end } }

    /// The last sequence that may be read.
    var last: UInt64 { self.segments.last?.last ?? 0 }

    /// The segment with the next record for a reader; moves the reader over what is known to be lost.
    mutating func nextSegment(for reader: Int) -> SpoolSegment? {
        for segment in self.segments {
            var next = self.positions[reader].settled + 1
            if segment.last < next { continue }
            next = max(next, segment.first)
            for note in segment.notes where note.contains(next) { next = note.upperBound + 1 }
            self.positions[reader].settled = next - 1
            if segment.last >= next { return segment }
        }
        return nil
    }

    /// How many records wait for a reader.
    func pendingCount(for reader: Int) -> UInt64 {
        let next = self.positions[reader].settled + 1
        return self.segments.reduce(0) { $1.last < next ? $0 : $0 + $1.count(of: next...$1.last) }
    }

    /// When the oldest record that waits for a reader was made, milliseconds since 1970.
    func oldestTime(for reader: Int) -> UInt64? {
        let next = self.positions[reader].settled + 1
        guard let segment = self.segments.first(where: { $0.last >= next }) else { return nil }
        return segment.time(of: max(next, segment.first))
    }

    /// Takes out the oldest segment, whoever still waits for it.
    ///
    /// - Returns: It, and how many records each reader loses.
    mutating func evictFirst() -> (segment: SpoolSegment, lost: [UInt64]) {
        let segment = self.segments.removeFirst()
        var lost: [UInt64] = []
        for index in self.positions.indices {
            let next = self.positions[index].settled + 1
            var count = next <= segment.last ? segment.count(of: next...segment.last) : 0
            if let out = self.positions[index].out, segment.first <= out.range.lowerBound,
                out.range.lowerBound <= segment.last
            {
                // A batch is of one segment; what becomes of it shows when it comes back.
                count -= min(count, out.count)
                self.positions[index].isOutEvicted = true
            }
            self.positions[index].settled = max(self.positions[index].settled, segment.last)
            lost.append(count)
        }
        return (segment, lost)
    }

    /// Takes out the segments that every reader is done with, those being written left out.
    mutating func takeSettled(keeping openFirst: UInt64?, keepsNewest: Bool) -> [SpoolSegment] {
        let settled = self.positions.map(\.settled).min() ?? self.last
        var count = 0
        for (index, segment) in self.segments.enumerated() {
            if segment.last > settled || segment.first == openFirst { break }
            if keepsNewest, index == self.segments.count - 1 { break }
            count = index + 1
        }
        defer { self.segments.removeFirst(count) }
        return Array(self.segments[..<count])
    }
}
