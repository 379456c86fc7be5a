/// Where an engine keeps its books.
public enum EngineDatabase: Sendable, Hashable {
    /// A file of one process; made when it is not there.
    case sqlite(path: String)
    /// A libpq connection string or URL; several gateways may share it.
    case postgreSQL(url: String)
}
