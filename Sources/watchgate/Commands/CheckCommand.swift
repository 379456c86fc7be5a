import ArgumentParser
import Foundation
import GatewayConfig

/// `watchgate check`.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find every error in a configuration file: exit 0 without errors, 2 with.",
        discussion: """
            Examples:
              watchgate check
              watchgate check --strict --config /etc/watchgate/watchgate.yaml
              watchgate check --json --config watchgate.yaml | jq .errors
            """
    )

    @Option(help: "The configuration file.") var config = "watchgate.yaml"
    @Flag(help: "Warnings fail too.") var strict = false
    @Flag(help: "Print JSON on stdout instead of text.") var json = false

    func run() throws {
        let result = ConfigurationFile.read(self.config)
        let report = Reports.check(result)
        let diagnostics: ConfigurationDiagnostics
        switch result {
        case .success(let loaded): diagnostics = loaded.warnings
        case .failure(let failure): diagnostics = failure
        }
        if self.json {
            print(report.json.text, terminator: "")
        } else {
            FileHandle.standardError.write(Data(diagnostics.text(usesColor: Console.usesColor).utf8))
            print(report.text, terminator: "")
        }
        if !diagnostics.errors.isEmpty || (self.strict && !diagnostics.items.isEmpty) { throw ExitCode(2) }
    }
}
