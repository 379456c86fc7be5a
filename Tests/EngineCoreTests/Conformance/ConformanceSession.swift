import EngineCore

/// A gateway's connection: runs batches of commands, one at a time.
protocol ConformanceSession: AnyObject {
    /// Begins a batch; nothing is done before ``advance()``.
    ///
    /// - Parameters:
    ///   - requests: At least one, in the order in which they are decided.
    ///   - ids: Gives the ids of new rows.
    ///   - now: The time of the batch, microseconds.
    func start(_ requests: [CommandRequest], ids: IDSource, now: Int64)
    /// Makes one store call of the batch, so that a test can let gateways meet where it wants.
    ///
    /// - Returns: After the last one: the answers in the order of the requests, and the ids that are left.
    func advance() -> (answers: [BatchMachine.Answer], ids: IDSource)?
}

extension ConformanceSession {
    /// Runs one batch to its end.
    ///
    /// - Parameters:
    ///   - requests: At least one, in the order in which they are decided.
    ///   - ids: Gives the ids of new rows, and goes on where the batch before ended.
    ///   - now: The time of the batch, microseconds.
    /// - Returns: The answers in the order of the requests.
    func run(_ requests: [CommandRequest], ids: inout IDSource, now: Int64) -> [BatchMachine.Answer] {
        self.start(requests, ids: ids, now: now)
        while true {
            if let end = self.advance() {
                ids = end.ids
                return end.answers
            }
        }
    }
}
