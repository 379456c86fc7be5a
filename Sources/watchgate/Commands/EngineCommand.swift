import ArgumentParser

/// `watchgate engine`.
struct EngineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine",
        abstract: "Make sample data, and check the books.",
        discussion: """
            Examples:
              watchgate engine seed --members 100
              watchgate engine integrity --json
            """,
        subcommands: [EngineSeedCommand.self, EngineIntegrityCommand.self]
    )
}
