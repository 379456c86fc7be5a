/// A command that waits for its batch, and who waits for it.
struct QueuedCommand: Sendable {
    var request: CommandRequest
    /// Monotonic nanoseconds.
    var queuedAt: UInt64
    var completion: @Sendable (BatchMachine.Answer, CommandTiming) -> Void

    func answer(_ answer: BatchMachine.Answer, _ timing: CommandTiming = CommandTiming()) {
        self.completion(answer, timing)
    }
}
