import EngineCore

/// A database that the suite may fill, read and connect to as often as it likes.
///
/// Closed when it is released.
protocol ConformanceDatabase: AnyObject {
    /// One more gateway.
    func connect() throws -> any ConformanceSession
    /// All committed rows of a table, sorted by primary key.
    func rows<Row: StoredRow>(_ type: Row.Type) throws -> [Row]
    /// The one row of `chain_head`.
    func head() throws -> ChainHead
}
