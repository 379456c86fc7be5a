import EngineCore
import Foundation
import GatewayConfig
import GatewayCore
import LogPipeline
import Telemetry

/// Where the engine's books are and how it runs, from the configuration and the environment.
struct EngineSettings {
    /// The embedded database's name in `state_dir`.
    static let fileName = "watchgate.db"

    let engine: EngineConfiguration
    let backup: BackupPlan

    /// - Throws: `StartError` 78 for a secret's file that cannot be used.
    init(_ plan: GatewayPlan) throws(StartError) {
        let platform = plan.platform
        let database: EngineDatabase
        if let url = try Self.databaseURL(ProcessInfo.processInfo.environment) {
            database = .postgreSQL(url: url)
        } else {
            database = .sqlite(path: (plan.stateDirectory as NSString).appendingPathComponent(Self.fileName))
        }
        var engine = EngineConfiguration(database: database)
        engine.readers = platform.readers
        engine.sqliteSynchronous = platform.isFullySynchronous ? .full : .normal
        engine.batchLimit = platform.batch
        engine.queueLimit = platform.queue
        engine.timeZone = platform.timeZone
        self.engine = engine
        self.backup = platform.backup
    }

    /// `DATABASE_URL`, or what the file holds that `DATABASE_URL_FILE` names; never printed.
    private static func databaseURL(_ environment: [String: String]) throws(StartError) -> String? {
        if let url = environment["DATABASE_URL"], !url.isEmpty { return url }
        guard let path = environment["DATABASE_URL_FILE"], !path.isEmpty else { return nil }
        do throws(SecretFileError) {
            return try SecretFile.read(path).reveal { $0 }
        } catch {
            throw StartError(description: "DATABASE_URL_FILE: \(error)", exitCode: 78)
        }
    }
}
