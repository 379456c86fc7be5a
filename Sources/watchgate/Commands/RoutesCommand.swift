import ArgumentParser
import GatewayConfig

/// `watchgate routes`.
struct RoutesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes",
        abstract: "Print the routes, the most specific first.",
        discussion: """
            Examples:
              watchgate routes
              watchgate routes --json --config watchgate.yaml | jq -r '.[].name'
            """
    )

    @Option(help: "The configuration file.") var config = "watchgate.yaml"
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let report = Reports.routes(try ConfigurationFile.load(self.config))
        print(self.json ? report.json.text : report.text, terminator: "")
    }
}
