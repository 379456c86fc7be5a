import EngineCore

/// A gateway's connection: runs batches of commands.
protocol ConformanceSession: AnyObject {
    /// Runs one batch to its end.
    ///
    /// - Parameters:
    ///   - requests: At least one, in the order in which they are decided.
    ///   - ids: Gives the ids of new rows, and goes on where the batch before ended.
    ///   - now: The time of the batch, microseconds.
    /// - Returns: The answers in the order of the requests.
    func run(_ requests: [CommandRequest], ids: inout IDSource, now: Int64) -> [BatchMachine.Answer]
}
