/// Why a commit may be lost in a power cut.
package enum DurabilityLabel: String, ClosedLabel {
    case sqliteSynchronous = "sqlite_synchronous"
    case postgresqlFsync = "postgresql_fsync"
    case postgresqlSynchronousCommit = "postgresql_synchronous_commit"

    package var labelText: String { self.rawValue }
}
