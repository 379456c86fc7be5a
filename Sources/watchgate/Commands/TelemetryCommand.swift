import ArgumentParser

/// `watchgate telemetry`.
struct TelemetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "telemetry",
        abstract: "Show what the gateway measures.",
        discussion: """
            Examples:
              watchgate telemetry describe
              watchgate telemetry describe --json | jq -r '.[] | select(.type == "histogram") | .name'
            """,
        subcommands: [TelemetryDescribeCommand.self]
    )
}
