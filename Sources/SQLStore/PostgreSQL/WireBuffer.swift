/// Growing memory in which values stand as PostgreSQL's binary formats have them: big-endian, unaligned.
///
/// Emptied, it keeps its memory, so a batch costs no allocation once one of its size was sent.
struct WireBuffer: ~Copyable {
    private(set) var start: UnsafeMutableRawPointer
    private(set) var count = 0
    private var capacity: Int

    /// - Parameter capacity: Bytes to begin with; at least one.
    init(capacity: Int) {
        self.capacity = max(1, capacity)
        self.start = .allocate(byteCount: self.capacity, alignment: 8)
    }

    deinit { self.start.deallocate() }

    mutating func removeAll() { self.count = 0 }

    mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        let width = MemoryLayout<Number>.size
        self.reserve(width)
        (self.start + self.count).storeBytes(of: number.bigEndian, as: Number.self)
        self.count += width
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        self.reserve(bytes.count)
        if let source = bytes.baseAddress { (self.start + self.count).copyMemory(from: source, byteCount: bytes.count) }
        self.count += bytes.count
    }

    /// Overwrites four bytes that were appended before.
    func set(_ number: Int32, at offset: Int) {
        precondition(offset + 4 <= self.count, "four bytes at \(offset) of \(self.count)")
        (self.start + offset).storeBytes(of: number.bigEndian, as: Int32.self)
    }

    private mutating func reserve(_ bytes: Int) {
        if self.count + bytes > self.capacity { self.grow(to: self.count + bytes) }
    }

    private mutating func grow(to bytes: Int) {
        let capacity = max(bytes, self.capacity * 2)
        let new = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        new.copyMemory(from: self.start, byteCount: self.count)
        self.start.deallocate()
        (self.start, self.capacity) = (new, capacity)
    }
}
