/// Why a command has no outcome: the engine's or the database's doing, never the command's.
///
/// Nothing of the command was done, except for `outcomeUnknown`, where the same key gives the truth later.
public struct EngineFailure: Error, Hashable, Sendable {
    /// What went wrong; further versions may add codes.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name of the code.
        public let rawValue: String

        /// A code of that name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The queue is full: 503 `engine_busy` with `Retry-After`.
        public static let queueFull = Code(rawValue: "queue-full")
        /// The caller's deadline passed while the command was queued: 503 `engine_busy`.
        public static let deadlinePassed = Code(rawValue: "deadline-passed")
        /// The engine is stopping: 503 `gateway_draining`.
        public static let stopped = Code(rawValue: "stopped")
        /// Our bug, or a broken rule of the database: 500 `engine_internal`.
        public static let `internal` = Code(rawValue: "internal")
        /// The connection was lost around COMMIT and it could not be found out in time: 504 `engine_outcome_unknown`.
        public static let outcomeUnknown = Code(rawValue: "outcome-unknown")
        /// Serialization or deadlock after all retries: 503 `database_contention`.
        public static let contention = Code(rawValue: "contention")
        /// Lock or statement timeout after all retries: 504 `database_timeout`.
        public static let timeout = Code(rawValue: "timeout")
        /// The database is not there, is full or read-only: 503 `database_unavailable`.
        public static let unavailable = Code(rawValue: "unavailable")
    }

    /// What went wrong.
    public var code: Code
    /// The first cause in the database's words, without values; for the log, not for callers.
    public var cause: String

    /// Whether the same command with the same key may succeed later.
    public var isRetryable: Bool { self.code != .internal }

    package init(_ code: Code, cause: String = "") { (self.code, self.cause) = (code, cause) }
}
