import ArgumentParser
import Foundation
import GatewayConfig
import LogPipeline

/// Loads a configuration for commands that run it: errors end the process with 78.
enum ConfigurationFile {
    static func read(
        _ path: String,
        overrides: ConfigurationOverrides = .init()
    ) -> Result<LoadedConfiguration, ConfigurationDiagnostics> {
        let environment = ProcessInfo.processInfo.environment
        return ConfigurationLoader.load(path: path, environment: environment, overrides: overrides)
    }

    /// - Throws: `ExitCode(78)` after all errors were printed.
    static func load(_ path: String, overrides: ConfigurationOverrides = .init()) throws -> LoadedConfiguration {
        switch Self.read(path, overrides: overrides) {
        case .success(let loaded):
            Self.print(loaded.warnings)
            return loaded
        case .failure(let diagnostics):
            Self.print(diagnostics)
            throw ExitCode(78)
        }
    }

    /// The exit code of an error at the start; its text is printed.
    static func exit(for error: any Error) -> ExitCode {
        Console.message("\(error)")
        if let error = error as? StartError { return ExitCode(error.exitCode) }
        if let error = error as? LogPipelineError, error.errorNumber == EACCES || error.errorNumber == EPERM {
            return ExitCode(77)
        }
        return ExitCode(1)
    }

    private static func print(_ diagnostics: ConfigurationDiagnostics) {
        let text = diagnostics.text(usesColor: Console.usesColor)
        FileHandle.standardError.write(Data(text.utf8))
    }
}
