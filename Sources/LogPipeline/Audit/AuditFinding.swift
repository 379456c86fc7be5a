/// The first record that does not fit into the audit chain, or what is missing.
package struct AuditFinding: Error, Equatable {
    package var file: String
    /// Of the file, from 1; of a spool segment: which of its records.
    package var line: Int
    /// As the record says; nil when it cannot be read.
    package var sequence: UInt64?
    package var eventID: String?
    package var expected: String
    package var found: String
}
