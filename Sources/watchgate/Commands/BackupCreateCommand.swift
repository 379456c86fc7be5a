import ArgumentParser
import EngineCore
import GatewayCore

/// `watchgate backup`, without another word.
struct BackupCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Write a backup.",
        discussion: """
            Exits 1 when a hook or the writing failed, 69 when the database or pg_dump is not there.

            Examples:
              watchgate backup create --json
            """
    )

    @OptionGroup var options: EngineOptions
    @Option(help: "The folder; default backup.dir of the configuration.") var dir: String?
    @Flag(help: "Print the manifest instead of its path.") var json = false

    func run() throws {
        let settings = try self.options.settings()
        var plan = settings.backup
        if let dir { plan.directory = dir }
        let writer = BackupWriter(settings.engine.database, plan)
        do throws(StartError) {
            let (path, manifest) = try writer.run(now: EngineOptions.now)
            print(self.json ? manifest.json.text : path)
        } catch {
            throw ConfigurationFile.exit(for: error)
        }
    }
}
