/// What the `Expect` fields of a request ask for (RFC 9110 section 10.1.1).
struct Expectation: BitwiseCopyable {
    /// Exactly one field, and it is `100-continue`.
    private(set) var isContinue = false
    /// The offset of the first field that asks for something else, a second one included; negative: none.
    private(set) var unknownOffset = -1
    private var count = 0

    /// - Complexity: O(1); does not allocate.
    mutating func take(_ entry: FieldEntry, _ base: UnsafeRawPointer) {
        let value = entry.value(base)
        self.count += 1
        var isKnown = false
        if value.count == 12, let start = value.baseAddress { isKnown = ByteText.isText(start, "100-continue") }
        self.isContinue = isKnown && self.count == 1
        if !self.isContinue, self.unknownOffset < 0 { self.unknownOffset = Int(entry.nameStart) }
    }
}
