import ArgumentParser
import GatewayConfig

/// `watchgate telemetry describe`.
struct TelemetryDescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Print every metric family: type, unit, labels with their values, buckets, limit.",
        discussion: """
            Examples:
              watchgate telemetry describe | grep -A 9 '^http_server_request_duration_seconds'
              watchgate telemetry describe --json | jq -r '.[].name'
            """
    )

    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let report = Reports.telemetry()
        print(self.json ? report.json.text : report.text, terminator: "")
    }
}
