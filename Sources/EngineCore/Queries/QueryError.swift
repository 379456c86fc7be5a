package import SQLStore

/// Why a read gave no answer.
public struct QueryError: Error, Sendable {
    /// What the caller can do about it.
    public enum Code: String, Sendable, CaseIterable {
        /// The cursor is not one that this list gave: answer 400.
        case invalidCursor = "invalid-cursor"
        /// No connection in time, or none at all: answer 503.
        case unavailable = "database-unavailable"
        /// It took too long: answer 504.
        case timeout = "database-timeout"
        /// A wrong statement or a row that cannot be read: answer 500.
        case failed = "internal"
    }

    /// Why money moved.
    public let code: Code
    package let cause: SQLError?

    package init(_ code: Code) { (self.code, self.cause) = (code, nil) }

    package init(_ cause: SQLError) {
        self.cause = cause
        self.code =
            switch cause.code {
            case .statementTimeout, .lockTimeout, .interrupted: .timeout
            case .busy, .connectionLost, .tooManyConnections, .cannotOpen, .serialization, .deadlock, .outOfMemory,
                .diskFull, .ioError, .readOnly:
                .unavailable
            default: .failed
            }
    }
}
