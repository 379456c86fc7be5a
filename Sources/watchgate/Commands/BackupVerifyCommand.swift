import ArgumentParser
import EngineCore
import Foundation
import GatewayCore

/// `watchgate backup verify`.
struct BackupVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Restore a backup into a scratch database and check that everything is there.",
        discussion: """
            Compares checksum, numbers and chain head with the manifest, checks every rule of the books and recomputes \
            the audit chain; then the scratch database is removed. PostgreSQL: on the server of DATABASE_URL, as who \
            may create databases. Exits 0 when the backup is good, 1 when it is not.

            Examples:
              watchgate backup verify /var/backups/watchgate
              watchgate backup verify /var/backups/watchgate/watchgate-20260301T020000Z.json --json
            """
    )

    @OptionGroup var options: EngineOptions
    @Argument(help: "A manifest, or a folder: its newest manifest.") var path: String?
    @Option(help: "Fail if the newest committed data is older, in seconds.") var maxAge: Int?
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let settings = try self.options.settings()
        let verifier = BackupVerifier(self.path ?? settings.backup.directory, settings.engine.database)
        let report: BackupReport
        do throws(StartError) {
            report = try verifier.run(now: EngineOptions.now, maxAge: self.maxAge)
        } catch {
            throw ConfigurationFile.exit(for: error)
        }
        print(self.json ? report.json : report.text)
        if !report.faults.isEmpty { throw ExitCode(1) }
    }
}
