/// The different names of a query, in order, at most ``TextCap/queryKeyCount``: where they lie, not copies.
struct QueryKeys {
    private let text: UnsafeRawBufferPointer
    private var starts = InlineArray<32, UInt16>(repeating: 0)
    private var ends = InlineArray<32, UInt16>(repeating: 0)
    private(set) var count = 0
    /// Whether there were more names than are kept, or more text than is looked at.
    private(set) var isCut = false

    init(_ query: UnsafeRawBufferPointer) {
        self.text = UnsafeRawBufferPointer(rebasing: query[..<min(query.count, TextCap.query)])
        self.isCut = query.count > TextCap.query
        var start = 0
        while start < self.text.count {
            var end = start
            while end < self.text.count, self.text[end] != 0x3D, self.text[end] != 0x26 { end += 1 }  // = &
            if end > start { self.add(start, end) }
            while end < self.text.count, self.text[end] != 0x26 { end += 1 }
            start = end + 1
        }
    }

    subscript(index: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self.text[Int(self.starts[index])..<Int(self.ends[index])])
    }

    private mutating func add(_ start: Int, _ end: Int) {
        let name = self.text[start..<end]
        for index in 0..<self.count where self[index].elementsEqual(name) { return }
        guard self.count < TextCap.queryKeyCount else {
            self.isCut = true
            return
        }
        self.starts[self.count] = UInt16(start)
        self.ends[self.count] = UInt16(end)
        self.count += 1
    }
}
