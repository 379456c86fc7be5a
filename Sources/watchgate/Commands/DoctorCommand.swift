import ArgumentParser
import GatewayConfig

/// `watchgate doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for what is wrong with a running gateway and say what to do about it.",
        discussion: """
            Exit 0 when nothing failed (warnings are allowed), 1 when a check failed, 69 when all that failed is that the \
            gateway or Elasticsearch does not answer.

            Examples:
              watchgate doctor --config /etc/watchgate/watchgate.yaml
              watchgate doctor --skip scrape_recent --json | jq '.checks[] | select(.result != "ok")'
              watchgate doctor --delivery --elasticsearch http://127.0.0.1:9200 --since 1h
            """
    )

    @Option(help: "The configuration file of the gateway.") var config = "watchgate.yaml"
    @Option(help: "How old the last scrape may be, in seconds, 1 to 3600; so long it is waited for at most.")
    var scrapeAge = 60
    @Flag(help: "Read the records back, from the log files and Elasticsearch, and look for gaps and repetitions.")
    var delivery = false
    @Option(help: "The address of Elasticsearch, such as http://127.0.0.1:9200, instead of the sink's.")
    var elasticsearch: String?
    @Option(help: "A file with the Authorization header for Elasticsearch, such as: ApiKey BASE64.")
    var authorizationFile: String?
    @Option(help: "How far back to read Elasticsearch: 15m, 1h, 7d.") var since = "1h"
    @Option(help: "Leave a check out; may be repeated.") var skip: [String] = []
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        for name in self.skip where CheckID(rawValue: name) == nil {
            let near = Suggestion.nearest(to: name, in: CheckID.allCases.map(\.rawValue))
            throw ValidationError("--skip: there is no check \(name)\(near.map { "; did you mean \($0)?" } ?? "")")
        }
        if !(1...3600).contains(self.scrapeAge) { throw ValidationError("--scrape-age takes 1 to 3600 seconds") }
        if self.since.wholeMatch(of: /[1-9][0-9]{0,5}[smhd]/) == nil {
            throw ValidationError("--since takes a duration such as 15m, 1h or 7d")
        }
        if let text = self.elasticsearch, ElasticsearchAddress(text) == nil {
            throw ValidationError("--elasticsearch takes scheme, host and port, such as http://127.0.0.1:9200")
        }
    }

    func run() async throws {
        var doctor = Doctor(
            config: self.config,
            scrapeAge: Double(self.scrapeAge),
            skipped: Set(self.skip.compactMap(CheckID.init))
        )
        doctor.elasticsearch = self.elasticsearch.flatMap(ElasticsearchAddress.init)
        doctor.authorizationFile = self.authorizationFile
        doctor.deliverySince = self.delivery ? self.since : nil
        let report = await doctor.run()
        print(self.json ? report.json.text : report.text, terminator: "")
        if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }
}
