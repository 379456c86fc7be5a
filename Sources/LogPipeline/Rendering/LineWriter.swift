/// A buffer of whole lines and the one in the making; it keeps its memory, so a line costs no allocation.
package struct LineWriter: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    package private(set) var count = 0

    /// - Parameter capacity: In bytes; grows when more is needed.
    package init(capacity: Int = 65_536) {
        self.capacity = max(capacity, 64)
        self.start = .allocate(capacity: self.capacity)
    }

    deinit { self.start.deallocate() }

    package var isEmpty: Bool { self.count == 0 }

    /// What was written; valid until the next change.
    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: self.start, count: self.count) }

    package mutating func removeAll() { self.count = 0 }

    /// Gives memory back when a flood is over.
    mutating func shrink(to capacity: Int) {
        guard self.isEmpty, self.capacity > capacity else { return }
        self.start.deallocate()
        self.capacity = capacity
        self.start = .allocate(capacity: capacity)
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        self.reserve(bytes.count)
        UnsafeMutableRawPointer(self.start + self.count).copyMemory(from: source, byteCount: bytes.count)
        self.count += bytes.count
    }

    /// Makes room, and gives the place to write at; `commit` says how far it was used.
    mutating func cursor(reserving byteCount: Int) -> ByteCursor {
        self.reserve(byteCount)
        return ByteCursor(next: self.start + self.count)
    }

    /// Takes what was written since `cursor(reserving:)`.
    mutating func commit(_ cursor: ByteCursor) {
        let count = cursor.next - self.start
        precondition(count <= self.capacity, "a line of \(count) bytes in \(self.capacity)")
        self.count = count
    }

    private mutating func reserve(_ byteCount: Int) {
        if self.capacity - self.count < byteCount { self.grow(byteCount) }
    }

    @inline(never)
    private mutating func grow(_ byteCount: Int) {
        let capacity = max(self.capacity * 2, self.count + byteCount)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: self.start, count: self.count)
        self.start.deallocate()
        self.start = larger
        self.capacity = capacity
    }
}
