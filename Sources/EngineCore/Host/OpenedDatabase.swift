import Telemetry

/// What was found when a database was made ready.
struct OpenedDatabase: Sendable {
    /// Of a SQLite file; held as long as the file is used.
    var lock: DatabaseLock?
    /// Why a power cut may take commits that were answered.
    var degraded: Set<DurabilityLabel> = []
}
