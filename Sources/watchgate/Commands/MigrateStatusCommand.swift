import ArgumentParser
import EngineCore

/// `watchgate migrate status`.
struct MigrateStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say which migrations were applied and which are missing.",
        discussion: """
            Exits 0 when the schema is this release's, 1 when migrations are missing, 78 when it is of a newer release \
            or was changed, 69 when there is no database.

            Examples:
              watchgate migrate status
              watchgate migrate status --config /etc/watchgate/watchgate.yaml --json
            """
    )

    @OptionGroup var options: EngineOptions
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let database = try self.options.settings().engine.database
        let tools = DatabaseTools(database)
        let (plan, applied) = try EngineOptions.run { () throws(EngineError) in
            (try tools.migrationPlan(), try tools.appliedMigrations())
        }
        let report = MigrationReport(plan, applied: applied)
        print(self.json ? report.json : report.text)
        if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }
}
