/// Why an action is not on record: it must not be done (`gateway_audit_unavailable`).
package struct AuditError: Error, CustomStringConvertible {
    package enum Code: Sendable {
        /// The audit spool cannot be written or made durable.
        case notWritten
        /// What the sinks have not taken yet fills the audit spool.
        case full
        /// Too many actions wait to be put on record.
        case busy
        /// The pipeline does not run.
        case closed
    }

    package var code: Code
    /// The system's error number; 0 when there is none.
    package var errorNumber: Int32 = 0

    package init(code: Code, errorNumber: Int32 = 0) {
        self.code = code
        self.errorNumber = errorNumber
    }

    package var description: String {
        let cause = self.errorNumber == 0 ? "" : ": " + errorText(self.errorNumber)
        let text =
            switch self.code {
            case .notWritten: "the audit log cannot be written\(cause)"
            case .full: "the audit spool is full; make its sinks work again"
            case .busy: "too many actions wait for the audit log"
            case .closed: "the audit log is closed"
            }
        return "gateway_audit_unavailable: " + text
    }
}
