/// What a request was waiting for; exactly one phase is open from its first byte to its last.
@usableFromInline package enum Phase: UInt8, ClosedLabel {
    case parse, read, route, auth, ratelimit, cache, queue, connect, upstream, relay
    case engineQueue, engineExecute, engineCommit, write

    /// How many phases there are: the length of every array indexed by `rawValue`.
    @inlinable package static var count: Int { 14 }

    package var labelText: String {
        switch self {
        case .parse: "parse"
        case .read: "read"
        case .route: "route"
        case .auth: "auth"
        case .ratelimit: "ratelimit"
        case .cache: "cache"
        case .queue: "queue"
        case .connect: "connect"
        case .upstream: "upstream"
        case .relay: "relay"
        case .engineQueue: "engine_queue"
        case .engineExecute: "engine_execute"
        case .engineCommit: "engine_commit"
        case .write: "write"
        }
    }
}
