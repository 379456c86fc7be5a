/// A command with who asks, the key that makes it happen once, and the ids by which it is found again.
public struct CommandRequest: Sendable {
    /// What is to be done.
    public var command: Command
    /// Who asks.
    public var actor: Actor
    /// 1 to 128 printable ASCII characters, scoped to the actor (jobs and callbacks: the nil id).
    public var key: String
    /// SHA-256 over method, route template and canonical body, or over whatever else names the request: 32 bytes.
    public var requestHash: [UInt8]
    /// The request.
    public var requestID: String
    /// The trace of the request.
    public var traceID: String
    /// When the caller stops waiting, microseconds; a command still queued then is refused; nil: it waits.
    public var deadline: Int64?

    /// Only carries the values: they are checked when the command is decided.
    public init(
        _ command: Command,
        actor: Actor,
        key: String,
        requestHash: [UInt8],
        requestID: String = "",
        traceID: String = "",
        deadline: Int64? = nil
    ) {
        self.command = command
        self.actor = actor
        self.key = key
        self.requestHash = requestHash
        self.requestID = requestID
        self.traceID = traceID
        self.deadline = deadline
    }

    package var outcomeKey: StoredOutcome.Key { StoredOutcome.Key(ownerID: self.actor.id, key: self.key) }
}
