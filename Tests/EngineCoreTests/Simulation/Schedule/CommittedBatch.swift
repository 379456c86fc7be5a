import EngineCore

/// A transaction in the order of commits: what was decided, when, and what it wrote.
struct CommittedBatch: Sendable {
    /// The time that the decisions were given, microseconds.
    var now: Int64
    var requests: [CommandRequest]
    /// What each request was answered, or would have been if nothing had gone wrong after the commit.
    var outcomes: [Outcome]
    /// How many transactions had been committed when this one began to read.
    var openedAfter: Int
    var writes: SimWrites
}
