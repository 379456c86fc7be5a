/// The parts of a query between `&`, one by one.
struct QueryParts {
    private let query: UnsafeRawBufferPointer
    private var start = 0

    init(_ query: UnsafeRawBufferPointer) { self.query = query }

    /// - Returns: What stands before the first `=` and what behind it, nil when there is none; nil at the end.
    mutating func next() -> (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?)? {
        guard self.start < self.query.count else { return nil }
        var end = self.start
        var equals: Int?
        while end < self.query.count, self.query[end] != 0x26 {  // &
            if equals == nil, self.query[end] == 0x3D { equals = end }
            end += 1
        }
        let name = UnsafeRawBufferPointer(rebasing: self.query[self.start..<(equals ?? end)])
        let value = equals.map { UnsafeRawBufferPointer(rebasing: self.query[($0 + 1)..<end]) }
        self.start = end + 1
        return (name, value)
    }
}
