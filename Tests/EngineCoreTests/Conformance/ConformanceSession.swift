import EngineCore

/// A gateway's connection: runs batches of commands.
protocol ConformanceSession: AnyObject {
    /// Runs one batch to its end; answers in the order of the requests.
    /// - Parameter ids: Gives the ids of new rows, and goes on where the batch before ended.
    func run(_ requests: [CommandRequest], ids: inout IDSource, now: Int64) -> [BatchMachine.Answer]
}
