import ArgumentParser
import EngineCore

/// `watchgate migrate up`.
struct MigrateUpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Apply what is missing, one transaction each; run again after an interruption, it goes on.",
        discussion: """
            PostgreSQL: as the owner of the tables; the first time as a superuser, who may make the engine's roles. \
            SQLite: while no gateway runs.

            Examples:
              watchgate migrate up
              DATABASE_URL=postgres://postgres@db/watchgate watchgate migrate up --json
            """
    )

    @OptionGroup var options: EngineOptions
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let database = try self.options.settings().engine.database
        let tools = DatabaseTools(database)
        let (plan, applied) = try EngineOptions.run { () throws(EngineError) in
            let plan = try tools.migrate(now: EngineOptions.now) { step in
                Console.message("applied migration \(step.number) (\(step.name)), phase \(step.phase)")
            }
            return (plan, try tools.appliedMigrations())
        }
        let report = MigrationReport(plan, applied: applied)
        print(self.json ? report.json : report.text)
        if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }
}
