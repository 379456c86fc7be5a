import EngineCore
import SQLStore

/// What goes wrong at one store call.
enum Fault: Hashable, Sendable {
    /// The call fails and has no effect.
    case errorBefore(SQLError.Code)
    /// The call has its effect (locks are taken, rows read) and then fails; a commit rolls back.
    case errorAfter(SQLError.Code)
    /// The connection is lost; what the transaction held is released. At a commit: COMMIT was sent and did not arrive.
    case lostBefore
    /// The connection is lost after the effect. At a commit: COMMIT took effect, nobody was told.
    case lostAfter
    /// As ``lostAfter``, but the database goes on for a while with all locks held, then commits or rolls back.
    case orphaned(commits: Bool, microseconds: Int64)
    /// The call takes that long; over 5 s the database ends the session.
    case delay(microseconds: Int64)
    /// The process dies; its queue is forgotten, and what was not committed.
    case crashBefore
    /// The process dies after the effect.
    case crashAfter
    /// Every session of the database is lost, with everything that is not committed.
    case databaseCrash
    /// Commits fail for a while.
    case diskFull(microseconds: Int64)
}
