/// When SQLite says that a commit is done.
public enum SQLiteSynchronous: String, Sendable, CaseIterable {
    /// On disk: nothing that was answered is lost.
    case full
    /// In the system's cache: a power cut may take the last commits; shown as degraded.
    case normal
}
