/// When the last COMMIT of a batch was sent and answered, monotonic nanoseconds.
struct CommitSpan {
    var began: UInt64 = 0
    var ended: UInt64 = 0
}
