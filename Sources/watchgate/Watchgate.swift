import ArgumentParser
import Foundation
import GatewayConfig

/// The command line.
@main
struct Watchgate: AsyncParsableCommand {
    /// In the order of `--help`.
    static let commands: [any ParsableCommand.Type] = [
        ServeCommand.self, DemoCommand.self, CheckCommand.self, ConfigCommand.self, RoutesCommand.self,
        ExplainCommand.self, DoctorCommand.self, MigrateCommand.self, EngineCommand.self, BackupCommand.self,
        AuditCommand.self, TelemetryCommand.self, HealthcheckCommand.self, VersionCommand.self,
    ]

    static let configuration = CommandConfiguration(
        commandName: "watchgate",
        abstract: "An API gateway whose telemetry can be believed.",
        discussion: """
            Examples:
              watchgate demo
              watchgate check --config watchgate.yaml
              watchgate explain GET http://api.example.com/v1/orders/7
              watchgate serve --config watchgate.yaml
            """,
        version: BuildFacts.version,
        subcommands: Self.commands
    )

    /// The last line of every help.
    private static let documentation = "Documentation: docs/reference/configuration.md"

    static func main() async {
        StandardDescriptors.fillGaps()
        do {
            var command = try Self.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            self.end(with: error)
        }
    }

    /// Prints a help, a message or nothing, and ends the process with the error's exit code.
    private static func end(with error: any Error) -> Never {
        let message = Self.fullMessage(for: error)
        let code = Self.exitCode(for: error)
        if code == .success {
            let isHelp = message.contains("USAGE:")
            if !message.isEmpty { print(message + (isHelp ? "\n\n\(Self.documentation)" : "")) }
        } else if !message.isEmpty {
            let hint = Self.hint(Array(CommandLine.arguments.dropFirst())).map { "\($0)\n" } ?? ""
            FileHandle.standardError.write(Data("\(hint)\(message)\n".utf8))
        }
        Foundation.exit(code.rawValue)
    }

    /// "Did you mean", when the first argument is not the name of a command.
    static func hint(_ arguments: [String]) -> String? {
        guard let first = arguments.first, !first.hasPrefix("-") else { return nil }
        let names = Self.commands.compactMap { $0.configuration.commandName }
        if names.contains(first) || first == "help" { return nil }
        let near = Suggestion.nearest(to: first, in: names)
        return near.map { "watchgate: there is no command \(first); did you mean \($0)?" }
    }
}
