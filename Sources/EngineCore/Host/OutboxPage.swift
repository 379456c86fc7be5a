/// The next events that a consumer has not had.
package struct OutboxPage: Sendable {
    /// The number of the last event it had.
    package var cursor: Int64
    /// In order, without gaps.
    package var events: [AuditEvent]
}
