/// How a transaction of ours ended.
package enum DatabaseTransactionLabel: String, ClosedLabel {
    case serializationFailure = "serialization_failure"
    case commit, rollback, deadlock, timeout

    package var labelText: String { self.rawValue }
}
