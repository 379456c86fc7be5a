/// What a thread has handed to the main thread: its windows since the last look, and its books as they stand.
struct PublishedProgress: Sendable {
    /// With the second each began at, since the origin.
    var windows: [(index: Int, window: ProgressWindow)] = []
    var warmup = RequestCounters()
    var measured = RequestCounters()
    var inFlight = 0
    var spinNanoseconds: Int64 = 0
    /// Of the measured part so far, in nanoseconds.
    var latenessP99: Double?
    var isFinished = false
}
