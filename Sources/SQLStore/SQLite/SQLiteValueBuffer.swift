import Glibc

/// The texts and bytes of one row, from when they are written until the row is stored.
///
/// SQLite would allocate for each; here they lie in one piece of memory that is used again for every row, and SQLite
/// reads them in place.
struct SQLiteValueBuffer: ~Copyable {
    /// A value's place; `end` is one past its last byte.
    struct Value {
        var parameter: Int32
        var start: Int
        var end: Int
        var isText: Bool
    }

    private(set) var values: [Value] = []
    private var memory: UnsafeMutableRawPointer
    private var capacity: Int
    private var count = 0

    init(capacity: Int = 256) {
        self.memory = .allocate(byteCount: capacity, alignment: 8)
        self.capacity = capacity
        self.values.reserveCapacity(8)
    }

    deinit { self.memory.deallocate() }

    mutating func append(_ bytes: UnsafeRawBufferPointer, parameter: Int32, isText: Bool) {
        if self.capacity - self.count < bytes.count { self.grow(by: bytes.count) }
        if let start = bytes.baseAddress { memcpy(self.memory + self.count, start, bytes.count) }
        let end = self.count + bytes.count
        self.values.append(Value(parameter: parameter, start: self.count, end: end, isText: isText))
        self.count = end
    }

    func bytes(of value: Value) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: self.memory + value.start, count: value.end - value.start)
    }

    /// Forgets the values and keeps the memory.
    mutating func removeAll() {
        self.values.removeAll(keepingCapacity: true)
        self.count = 0
    }

    private mutating func grow(by bytes: Int) {
        let capacity = max(self.capacity * 2, self.count + bytes)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        memcpy(memory, self.memory, self.count)
        self.memory.deallocate()
        self.memory = memory
        self.capacity = capacity
    }
}
