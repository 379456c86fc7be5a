import EngineCore
import Testing

/// The stores that the one conformance suite runs on.
///
/// A new store is a case here and a line in ``makeDatabase()``; every test of the suite then runs on it.
enum ConformanceTarget: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sim
    case sqlite
    case postgresql

    var testDescription: String { self.rawValue }

    /// An empty database with the current schema.
    func makeDatabase() throws -> any ConformanceDatabase {
        switch self {
        case .sim: SimConformanceDatabase()
        case .sqlite: try FileConformanceDatabase()
        case .postgresql: try PostgreSQLConformanceDatabase()
        }
    }
}
