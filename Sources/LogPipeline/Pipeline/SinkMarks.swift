/// How far the durable sinks of a stream are, each in bytes since the start: what they took over, or what they wrote.
struct SinkMarks {
    /// More than there are kinds of sink.
    static let limit = 4

    private var marks = InlineArray<4, UInt64>(repeating: 0)

    subscript(index: Int) -> UInt64 {
        get { self.marks[index] }
        set { self.marks[index] = newValue }
    }

    /// Whether every sink has written what it had taken over by then.
    func isReached(by written: SinkMarks) -> Bool {
        for index in 0..<Self.limit where self.marks[index] > written.marks[index] { return false }
        return true
    }
}
