/// The elements of a comma-separated list, without the blanks around them; empty ones included (RFC 9110 section 5.6.1).
struct ListElements {
    private let value: UnsafeRawBufferPointer
    private var position = 0
    private(set) var isAtEnd = false

    init(_ value: UnsafeRawBufferPointer) { self.value = value }

    /// - Complexity: O(n) in the element's bytes; does not allocate.
    mutating func next() -> UnsafeRawBufferPointer? {
        if self.isAtEnd { return nil }
        var start = self.position
        var end = start
        while end < self.value.count, self.value[end] != ASCII.comma { end &+= 1 }
        self.isAtEnd = end == self.value.count
        self.position = end &+ 1
        while start < end, ASCII.isBlank(self.value[start]) { start &+= 1 }
        while end > start, ASCII.isBlank(self.value[end &- 1]) { end &-= 1 }
        return UnsafeRawBufferPointer(rebasing: self.value[start..<end])
    }
}
