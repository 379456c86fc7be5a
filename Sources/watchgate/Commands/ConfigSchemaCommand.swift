import ArgumentParser
import GatewayConfig

/// `watchgate config schema`.
struct ConfigSchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema (draft-07) of the configuration file, for editors.",
        discussion: """
            Examples:
              watchgate config schema > watchgate.schema.json
            """
    )

    func run() throws { print(ConfigurationSchema.json.text, terminator: "") }
}
