/// Where backups go, and what runs around them.
package struct BackupPlan: Sendable, Equatable {
    package var directory = "./.watchgate/backup"
    /// A program that runs before; nil: none.
    package var pre: String?
    /// A program that runs afterwards, with the manifest's path; nil: none.
    package var post: String?

    package init() {}
}
