import ArgumentParser

/// `watchgate migrate`.
struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the engine's database to this release.",
        discussion: """
            Examples:
              watchgate migrate status
              DATABASE_URL=postgres://owner@db/watchgate watchgate migrate up
            """,
        subcommands: [MigrateStatusCommand.self, MigrateUpCommand.self]
    )
}
