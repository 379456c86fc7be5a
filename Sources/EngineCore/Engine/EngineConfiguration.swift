/// How an engine is set up; values from the configuration file's `engine` and `database` (engine.md section 13).
public struct EngineConfiguration: Sendable {
    /// The most commands of one batch, at least 1.
    public var batchLimit = 1_000
    /// The most commands that wait; one more is refused as `queueFull`.
    public var queueLimit = 10_000
    /// IANA name; decides the bounds of periods, nothing else.
    public var timeZone = "UTC"
    /// Which database keeps the books.
    public var database: EngineDatabase
    /// Connections for reads.
    public var readers = 4
    /// How durable a commit on SQLite is.
    public var sqliteSynchronous = SQLiteSynchronous.full

    /// The defaults, over a database.
    public init(database: EngineDatabase) { self.database = database }
}
