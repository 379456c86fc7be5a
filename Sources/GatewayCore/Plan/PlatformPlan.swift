/// The Engine Core as it is configured: plain values, which `watchgate` hands to it.
package struct PlatformPlan: Sendable, Equatable {
    /// With the key `platform`, or with a variable that names a server.
    package var isOn = false
    /// The variable that holds the database's URL, or names the file that does; nil: SQLite in the state's folder.
    ///
    /// The URL itself, which may hold a password, is no part of a plan.
    package var databaseVariable: String?
    package var readers = 4
    /// Whether SQLite answers only when a commit is on disk.
    package var isFullySynchronous = true
    package var batch = 1_000
    package var queue = 10_000
    /// IANA name.
    package var timeZone = "UTC"
    /// Files with secrets by provider.
    package var payments: [String: String] = [:]
    package var backup = BackupPlan()

    package init() {}
}
