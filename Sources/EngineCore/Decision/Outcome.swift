/// The answer to a command, after its batch was committed.
public enum Outcome: Sendable, Hashable {
    case done(Reply)
    case rejected(Rejection)
    /// The stored answer of the first use of the key, byte for byte.
    case replayed(status: Int32, body: [UInt8])

    /// The HTTP status.
    public var status: Int32 {
        switch self {
        case .done(let reply): reply.status
        case .rejected(let rejection): rejection.status
        case .replayed(let status, _): status
        }
    }

    /// The canonical JSON that is stored under the key.
    public var body: [UInt8] {
        switch self {
        case .done(let reply): reply.json.bytes
        case .rejected(let rejection): rejection.json.bytes
        case .replayed(_, let body): body
        }
    }

    /// Whether the key was used before.
    public var isReplayed: Bool { if case .replayed = self { true } else { false } }
}
