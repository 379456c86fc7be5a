import EngineCore

/// The simulated database as a target of the suite.
final class SimConformanceDatabase: ConformanceDatabase {
    let database = SimDatabase()

    func connect() -> any ConformanceSession { StoreSession(SimStore(self.database)) }

    func head() -> ChainHead { self.database.rows.head }

    func rows<Row: StoredRow>(_ type: Row.Type) throws -> [Row] { try self.database.rows.all(type) }
}
