/// How full a sink's queue is and when it last took something: who waits for it, and for how long.
///
/// Times are nanoseconds of the monotonic clock.
package struct SinkQueue: Equatable {
    /// Of a full queue, this much only app records may use, so that a flood of requests cannot hide what they caused.
    static let reserve = 262_144

    /// Bytes that wait.
    package private(set) var bytes = 0
    package let limit: Int
    /// A sink that has something to write and takes nothing for so long is stalled (telemetry.md section 6).
    let stallTime: UInt64
    /// When it took something, or got something after it had nothing.
    package private(set) var lastProgress: UInt64 = 0

    package init(limit: Int, stallTime: UInt64 = 2_000_000_000) {
        self.limit = limit
        self.stallTime = stallTime
    }

    /// The limit for records of a stream.
    private func limit(_ stream: RecordStream) -> Int {
        stream == .app ? self.limit : self.limit - min(Self.reserve, self.limit / 8)
    }

    /// How many more bytes of a stream it takes.
    package func room(for stream: RecordStream) -> Int { max(0, self.limit(stream) - self.bytes) }

    package mutating func add(_ count: Int, now: UInt64) {
        if self.bytes == 0 { self.lastProgress = now }
        self.bytes += count
    }

    /// Some were written, or given up.
    package mutating func remove(_ count: Int, now: UInt64) {
        self.bytes -= count
        if count > 0 { self.lastProgress = now }
    }

    mutating func removeAll() { self.bytes = 0 }

    package func isStalled(now: UInt64) -> Bool { self.bytes > 0 && now >= self.lastProgress + self.stallTime }

    /// Whether lines must wait for others to be written; an empty queue takes what it can and drops the rest.
    package func lacksRoom(for count: Int) -> Bool { self.bytes > 0 && count > self.room(for: .access) }

    /// Until when to wait for room without looking again; nil: do not wait.
    ///
    /// A sink that takes something, however little, is waited for: the rings hold more than its queue.
    package func holdEnd(for count: Int, now: UInt64) -> UInt64? {
        guard self.lacksRoom(for: count), !self.isStalled(now: now) else { return nil }
        return self.lastProgress + self.stallTime
    }
}
