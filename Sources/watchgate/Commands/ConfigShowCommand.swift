import ArgumentParser
import GatewayConfig

/// `watchgate config show`.
struct ConfigShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print every key with its value and where it comes from: flag, environment, file or default.",
        discussion: """
            Examples:
              watchgate config show
              API_PORT=8081 watchgate config show --config watchgate.yaml
            """
    )

    @Option(help: "The configuration file.") var config = "watchgate.yaml"
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let report = Reports.show(try ConfigurationFile.load(self.config))
        print(self.json ? report.json.text : report.text, terminator: "")
    }
}
