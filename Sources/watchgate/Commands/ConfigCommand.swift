import ArgumentParser
import GatewayConfig

/// `watchgate config`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the configuration that holds, or its JSON Schema.",
        discussion: """
            Examples:
              watchgate config show --config watchgate.yaml
              watchgate config show --json | jq '.entries[] | select(.origin.kind != "default")'
              watchgate config schema > watchgate.schema.json
            """,
        subcommands: [ConfigShowCommand.self, ConfigSchemaCommand.self]
    )
}
