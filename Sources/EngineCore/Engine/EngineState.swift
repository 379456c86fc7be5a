/// What an engine's callers and its thread share.
struct EngineState: Sendable {
    /// Those who wait until the thread has ended.
    var stopWaiters: [CheckedContinuation<Void, Never>] = []
    var hasEnded = false
    /// The newest link of the chain that this engine has written.
    var lastSeal: BatchSeal?
}
