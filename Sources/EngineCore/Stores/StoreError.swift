package import SQLStore

/// Why a batch could not be loaded or committed.
package struct StoreError: Error {
    package enum Code: UInt8, CaseIterable, Sendable {
        /// 40001, 40P01, 23505, SQLITE_BUSY: run again.
        case contention
        /// 55P03, 57014: run again; nothing was done.
        case timeout
        /// The database is not there, is full or read-only: run again, then 503.
        case unavailable
        /// The connection was lost after COMMIT was sent: the keys tell later.
        case unknownOutcome
        /// Anything else: one command of the batch is poison.
        case statement
    }

    package var code: Code
    package var cause: SQLError

    package init(_ code: Code, cause: SQLError) { (self.code, self.cause) = (code, cause) }
}

extension StoreError {
    /// - Parameters:
    ///   - cause: What the database said.
    ///   - commitWasSent: Whether it may have committed.
    package init(_ cause: SQLError, commitWasSent: Bool = false) {
        let code: Code =
            switch cause.code {
            case .connectionLost where commitWasSent: .unknownOutcome
            case .busy, .serialization, .deadlock, .uniqueViolation: .contention
            case .lockTimeout, .statementTimeout, .interrupted: .timeout
            case .connectionLost, .tooManyConnections, .diskFull, .ioError, .readOnly, .outOfMemory, .cannotOpen:
                .unavailable
            case .checkViolation, .corrupt, .misuse, .other: .statement
            }
        self.init(code, cause: cause)
    }
}
