/// The most frequent values of a stream in fixed memory (Metwally, Agrawal and El Abbadi: Efficient Computation of
/// Frequent and Top-k Elements in Data Streams, 2005).
///
/// With m entries, every value that is more than 1/m of the stream is among them, and a count is too high by its error
/// at most. Entries of equal count hang in one bucket, buckets in ascending order:
/// ```
/// bucket 1 ─► bucket 2 ─► bucket 7 ─►
///   │            │           └ g
///   └ a ─ d      └ b ─ c ─ f
/// ```
/// so a value moves to the next bucket, and the one to be replaced hangs in the first: no step depends on m.
package struct SpaceSaving: ~Copyable {
    private struct Bucket {
        var count: UInt64 = 0
        var head: Int32 = -1
        var previous: Int32 = -1
        var next: Int32 = -1
    }

    private struct Entry {
        var error: UInt64 = 0
        var bucket: Int32 = -1
        var previous: Int32 = -1
        var next: Int32 = -1
    }

    package let capacity: Int
    package private(set) var count = 0
    private var index: OpenIndex
    private let entries: UnsafeMutablePointer<Entry>
    private let buckets: UnsafeMutablePointer<Bucket>
    private var firstBucket: Int32 = -1
    /// Buckets that hang nowhere, linked by `next`.
    private var freeBucket: Int32 = -1

    package init(capacity: Int) {
        self.capacity = capacity
        self.index = OpenIndex(capacity: capacity)
        self.entries = .allocate(capacity: capacity)
        self.entries.initialize(repeating: Entry(), count: capacity)
        self.buckets = .allocate(capacity: capacity + 1)
        self.buckets.initialize(repeating: Bucket(), count: capacity + 1)
        self.removeAll()
    }

    deinit {
        self.entries.deallocate()
        self.buckets.deallocate()
    }

    /// What a sketch of this size takes.
    static func byteCount(capacity: Int) -> Int {
        OpenIndex.byteCount(capacity: capacity) + capacity * MemoryLayout<Entry>.stride
            + (capacity + 1) * MemoryLayout<Bucket>.stride
    }

    package mutating func removeAll() {
        self.count = 0
        self.firstBucket = -1
        self.index.removeAll()
        for bucket in 0...self.capacity {
            self.buckets[bucket].next = bucket == self.capacity ? -1 : Int32(bucket + 1)
        }
        self.freeBucket = 0
    }

    /// Counts a value once.
    ///
    /// - Complexity: Amortised O(1); does not allocate.
    package mutating func offer(_ value: OpenValue) {
        let known = self.index.find(value)
        if known >= 0 { return self.increment(Int32(known)) }
        if self.count < self.capacity {
            let entry = Int32(self.count)
            self.count += 1
            self.index.insert(value, at: Int(entry))
            self.entries[Int(entry)].error = 0
            let first = self.firstBucket
            let isThere = first >= 0 && self.buckets[Int(first)].count == 1
            self.attach(entry, to: isThere ? first : self.makeBucket(count: 1, after: -1))
            return
        }
        let entry = self.buckets[Int(self.firstBucket)].head
        self.entries[Int(entry)].error = self.buckets[Int(self.firstBucket)].count
        self.index.remove(at: Int(entry))
        self.index.insert(value, at: Int(entry))
        self.increment(entry)
    }

    /// Calls `body` with each value, its count, and how much of that may be another's.
    package func forEach(_ body: (_ value: UnsafeRawBufferPointer, _ count: UInt64, _ error: UInt64) -> Void) {
        for entry in 0..<self.count {
            let count = self.buckets[Int(self.entries[entry].bucket)].count
            body(self.index.bytes(at: entry), count, self.entries[entry].error)
        }
    }

    private mutating func increment(_ entry: Int32) {
        let bucket = self.entries[Int(entry)].bucket
        let count = self.buckets[Int(bucket)].count + 1
        let next = self.buckets[Int(bucket)].next
        let hasNext = next >= 0 && self.buckets[Int(next)].count == count
        let isAlone = self.buckets[Int(bucket)].head == entry && self.entries[Int(entry)].next < 0
        if isAlone, !hasNext {
            self.buckets[Int(bucket)].count = count
            return
        }
        let target = hasNext ? next : self.makeBucket(count: count, after: bucket)
        self.detach(entry)
        self.attach(entry, to: target)
        if self.buckets[Int(bucket)].head < 0 { self.drop(bucket) }
    }

    private mutating func attach(_ entry: Int32, to bucket: Int32) {
        let head = self.buckets[Int(bucket)].head
        self.entries[Int(entry)].bucket = bucket
        self.entries[Int(entry)].previous = -1
        self.entries[Int(entry)].next = head
        if head >= 0 { self.entries[Int(head)].previous = entry }
        self.buckets[Int(bucket)].head = entry
    }

    private mutating func detach(_ entry: Int32) {
        let (previous, next) = (self.entries[Int(entry)].previous, self.entries[Int(entry)].next)
        if next >= 0 { self.entries[Int(next)].previous = previous }
        if previous >= 0 {
            self.entries[Int(previous)].next = next
        } else {
            self.buckets[Int(self.entries[Int(entry)].bucket)].head = next
        }
    }

    /// `after`: -1 for the front.
    private mutating func makeBucket(count: UInt64, after previous: Int32) -> Int32 {
        let bucket = self.freeBucket
        self.freeBucket = self.buckets[Int(bucket)].next
        let next = previous >= 0 ? self.buckets[Int(previous)].next : self.firstBucket
        self.buckets[Int(bucket)] = Bucket(count: count, previous: previous, next: next)
        if next >= 0 { self.buckets[Int(next)].previous = bucket }
        if previous >= 0 { self.buckets[Int(previous)].next = bucket } else { self.firstBucket = bucket }
        return bucket
    }

    private mutating func drop(_ bucket: Int32) {
        let (previous, next) = (self.buckets[Int(bucket)].previous, self.buckets[Int(bucket)].next)
        if next >= 0 { self.buckets[Int(next)].previous = previous }
        if previous >= 0 { self.buckets[Int(previous)].next = next } else { self.firstBucket = next }
        self.buckets[Int(bucket)].next = self.freeBucket
        self.freeBucket = bucket
    }
}
