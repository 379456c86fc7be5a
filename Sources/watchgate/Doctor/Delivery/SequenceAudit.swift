/// Follows `event.sequence` of every (boot, shard, stream), in the order in which the records lie somewhere.
///
/// Numbers count from 1 without a gap, and a record keeps its number wherever it goes: a number that is missing is a lost
/// record, one that comes twice a record delivered twice. Memory is bounded by ``keyLimit`` and ``gapLimit``.
package struct SequenceAudit: Sendable {
    package struct Key: Hashable, Sendable, Comparable, CustomStringConvertible {
        package var boot: String
        package var shard: Int
        package var dataset: String

        package init(boot: String, shard: Int, dataset: String) {
            (self.boot, self.shard, self.dataset) = (boot, shard, dataset)
        }

        package var description: String { "boot \(self.boot) shard \(self.shard) \(self.dataset)" }

        package static func < (left: Key, right: Key) -> Bool {
            (left.boot, left.shard, left.dataset) < (right.boot, right.shard, right.dataset)
        }
    }

    /// What is known of one key.
    package struct Track: Sendable {
        package var first: UInt64
        package var last: UInt64
        package var count: UInt64 = 1
        /// Numbers between `first` and `last` that have not come.
        package var gaps: [ClosedRange<UInt64>] = []
        package var missing: UInt64 = 0
        package var repeated: UInt64 = 0
        /// There were more gaps than are kept: `missing` and `repeated` are bounds.
        package var isInexact = false
    }

    /// The most keys followed; records of others are counted in ``untracked``.
    package static let keyLimit = 4096
    /// The most gaps kept per key.
    package static let gapLimit = 1024

    package private(set) var tracks: [Key: Track] = [:]
    /// In the order in which they first came.
    package private(set) var boots: [String] = []
    package private(set) var untracked: UInt64 = 0

    package init() {}

    package var count: UInt64 { self.tracks.values.reduce(0) { $0 + $1.count } }

    package mutating func note(_ key: Key, _ sequence: UInt64) {
        guard let index = self.tracks.index(forKey: key) else {
            if self.tracks.count == Self.keyLimit {
                self.untracked += 1
                return
            }
            if !self.boots.contains(key.boot) { self.boots.append(key.boot) }
            self.tracks[key] = Track(first: sequence, last: sequence)
            return
        }
        Self.note(sequence, &self.tracks.values[index])
    }

    private static func note(_ sequence: UInt64, _ track: inout Track) {
        track.count += 1
        if sequence > track.last, sequence - track.last == 1 {
            track.last = sequence
        } else if sequence > track.last {
            track.missing += sequence - track.last - 1
            Self.keep(track.last + 1...sequence - 1, &track)
            track.last = sequence
        } else if let index = track.gaps.firstIndex(where: { $0.contains(sequence) }) {
            // It comes late: the rest of its gap stays.
            let gap = track.gaps.remove(at: index)
            track.missing -= 1
            if sequence > gap.lowerBound { Self.keep(gap.lowerBound...sequence - 1, &track) }
            if sequence < gap.upperBound { Self.keep(sequence + 1...gap.upperBound, &track) }
        } else if sequence < track.first {
            track.missing += track.first - sequence - 1
            if sequence + 1 < track.first { Self.keep(sequence + 1...track.first - 1, &track) }
            track.first = sequence
        } else {
            track.repeated += 1
        }
    }

    private static func keep(_ gap: ClosedRange<UInt64>, _ track: inout Track) {
        if track.gaps.count < Self.gapLimit { track.gaps.append(gap) } else { track.isInexact = true }
    }
}
