import ArgumentParser
import EngineCore
import Foundation
import GatewayConfig
import GatewayCore

/// Which database a command is about.
struct EngineOptions: ParsableArguments {
    /// Without it the environment alone says where the database is.
    private static let defaultFile = "watchgate.yaml"

    @Option(help: "The configuration file; default watchgate.yaml, if it is there.") var config: String?

    /// - Parameter stateDirectory: Instead of the configuration's.
    /// - Returns: The settings of the configuration and the environment.
    /// - Throws: `ExitCode(78)` after the configuration's errors were printed.
    func settings(stateDirectory: String? = nil) throws -> EngineSettings {
        do throws(StartError) {
            var plan = try self.plan()
            if let stateDirectory { plan.stateDirectory = stateDirectory }
            return try EngineSettings(plan)
        } catch {
            throw ConfigurationFile.exit(for: error)
        }
    }

    private func plan() throws(StartError) -> GatewayPlan {
        if let config = self.config ?? Self.existingDefault {
            // Warnings are for those who run the gateway.
            switch ConfigurationFile.read(config) {
            case .success(let loaded): return loaded.plan
            case .failure(let diagnostics):
                let text = diagnostics.text(usesColor: false).trimmingCharacters(in: .newlines)
                throw StartError(description: text, exitCode: 78)
            }
        }
        var plan = GatewayPlan()
        // systemd joins several by colons; the first is ours.
        let folders = ProcessInfo.processInfo.environment["STATE_DIRECTORY"]?.split(separator: ":")
        if let state = folders?.first {
            plan.stateDirectory = String(state)
            plan.platform.backup.directory = "\(state)/backup"
        }
        return plan
    }

    private static var existingDefault: String? {
        FileManager.default.fileExists(atPath: self.defaultFile) ? self.defaultFile : nil
    }

    /// Runs what may throw an engine's error, and ends with its exit code.
    static func run<Value>(_ body: () throws(EngineError) -> Value) throws -> Value {
        do throws(EngineError) { return try body() } catch { throw ConfigurationFile.exit(for: StartError(error)) }
    }

    /// Microseconds since 1970 UTC.
    static var now: Int64 { SequencerClock.system.now() }
}
