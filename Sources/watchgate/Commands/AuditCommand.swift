import ArgumentParser

/// `watchgate audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check the record of actions.",
        discussion: """
            Examples:
              watchgate audit verify
              watchgate audit verify --state-dir /var/lib/watchgate --logs-dir /var/log/watchgate --json
            """,
        subcommands: [AuditVerifyCommand.self]
    )
}
