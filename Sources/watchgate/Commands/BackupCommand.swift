import ArgumentParser

/// `watchgate backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write the engine's database and a manifest into a folder, beside running gateways.",
        discussion: """
            SQLite: a copy of one state; PostgreSQL: pg_dump -Fc of one state, as wg_backup or a superuser. Prints the \
            manifest's path.

            Examples:
              watchgate backup --config /etc/watchgate/watchgate.yaml
              DATABASE_URL=postgres://wg_backup@db/watchgate watchgate backup --dir /var/backups/watchgate
              watchgate backup verify /var/backups/watchgate
            """,
        subcommands: [BackupCreateCommand.self, BackupVerifyCommand.self],
        defaultSubcommand: BackupCreateCommand.self
    )
}
