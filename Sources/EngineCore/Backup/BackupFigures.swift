/// What must be the same in a backup and in what was restored from it.
package struct BackupFigures: Sendable, Hashable {
    /// The last migration, and its last phase.
    package var schemaVersion: Int32
    package var schemaPhase: Int16
    package var head: ChainHead
    /// When the last batch was sealed, microseconds; 0 without any.
    package var sealedAt: Int64
    /// Rows by table.
    package var rows: [String: Int64]

    package init(schemaVersion: Int32, schemaPhase: Int16, head: ChainHead, sealedAt: Int64, rows: [String: Int64]) {
        self.schemaVersion = schemaVersion
        self.schemaPhase = schemaPhase
        self.head = head
        self.sealedAt = sealedAt
        self.rows = rows
    }
}
