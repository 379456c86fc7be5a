/// Places of a ring that wait for the sinks: what lies before one may be released when its marks are reached.
///
/// Of fixed size: when it is full, the newest place takes the place of the one before, so that room is released later, never
/// too early.
struct ReleaseQueue {
    private struct Entry {
        var position: Int
        var marks: SinkMarks
    }

    static let limit = 64

    private var entries: [Entry] = []
    private var first = 0

    init() { self.entries.reserveCapacity(Self.limit) }

    var isEmpty: Bool { self.first == self.entries.count }

    mutating func add(_ position: Int, _ marks: SinkMarks) {
        if self.isEmpty {
            self.entries.removeAll(keepingCapacity: true)
            self.first = 0
        } else if self.entries.count == Self.limit, self.first > 0 {
            self.entries.removeSubrange(..<self.first)
            self.first = 0
        }
        if self.entries.count == Self.limit { self.entries.removeLast() }
        self.entries.append(Entry(position: position, marks: marks))
    }

    /// Takes out the first place, if the sinks have got there.
    mutating func take(_ written: SinkMarks) -> Int? {
        guard !self.isEmpty, self.entries[self.first].marks.isReached(by: written) else { return nil }
        self.first += 1
        return self.entries[self.first - 1].position
    }
}
