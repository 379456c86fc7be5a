import ArgumentParser
import GatewayConfig

/// `watchgate explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say which route a request takes, and why the others do not.",
        discussion: """
            Examples:
              watchgate explain GET http://api.example.com/v1/orders/7
              watchgate explain POST /v1/orders --host api.example.com --config watchgate.yaml
              watchgate explain --json DELETE /v1/orders/7
            """
    )

    @Argument(help: "The method, such as GET.") var method: String
    @Argument(help: "A URL, or a path that starts with /.") var url: String
    @Option(help: "The host, when the URL is only a path.") var host: String?
    @Option(help: "The configuration file.") var config = "watchgate.yaml"
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let plan = try ConfigurationFile.load(self.config).plan
        let explanation = RequestExplanation(method: self.method, url: self.url, host: self.host, plan: plan)
        guard let explanation else {
            throw ValidationError("\(self.url) is neither a path nor a URL; write /v1/orders or http://HOST/v1/orders")
        }
        let report = Reports.explain(explanation, plan)
        print(self.json ? report.json.text : report.text, terminator: "")
    }
}
