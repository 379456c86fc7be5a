import ArgumentParser
import Foundation
import LogPipeline

/// `watchgate audit verify`.
struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Walk the chain of audit records over files, archives and spool.",
        discussion: """
            Exits 0 when every record follows the one before, 1 with the first that does not. The gateway may run.

            Examples:
              watchgate audit verify
              watchgate audit verify --state-dir /var/lib/watchgate --logs-dir /var/log/watchgate --json
            """
    )

    @Option(help: "The gateway's state_dir; default $STATE_DIRECTORY, else .watchgate.") var stateDir: String?
    @Option(help: "The folder of audit.jsonl; default $LOGS_DIRECTORY, else the state_dir.") var logsDir: String?
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let variables = ProcessInfo.processInfo.environment
        let state = self.stateDir ?? variables["STATE_DIRECTORY"] ?? ".watchgate"
        let logs = self.logsDir ?? variables["LOGS_DIRECTORY"] ?? state
        do {
            let summary = try AuditVerifier.verify(
                filePath: (logs as NSString).appendingPathComponent("audit.jsonl"),
                spoolFolder: (state as NSString).appendingPathComponent("spool/audit")
            )
            print(self.json ? Self.json(summary) : Self.text(summary))
        } catch {
            print(self.json ? Self.json(error) : Self.text(error))
            throw ExitCode(1)
        }
    }

    static func text(_ summary: AuditSummary) -> String {
        if summary.records == 0 { return "no audit records" }
        let range =
            "\(summary.records) records, \(summary.first) to \(summary.last), in \(summary.files) files and the spool"
        let repeats = summary.repeated > 0 ? "; \(summary.repeated) are there twice" : ""
        let start = summary.first > 1 ? "; older files were moved away" : ""
        return "audit chain intact: \(range)\(repeats)\(start)"
    }

    static func text(_ finding: AuditFinding) -> String {
        """
        audit chain broken at \(finding.file):\(finding.line)
          record    \(finding.sequence.map { "gateway.audit.sequence \($0)" } ?? "unreadable")
          event.id  \(finding.eventID ?? "unreadable")
          expected  \(finding.expected)
          found     \(finding.found)
        """
    }

    private static func json(_ summary: AuditSummary) -> String {
        #"{"intact":true,"records":\#(summary.records),"first":\#(summary.first),"last":\#(summary.last),"#
            + #""repeated":\#(summary.repeated),"files":\#(summary.files)}"#
    }

    private static func json(_ finding: AuditFinding) -> String {
        let fields = [
            ("file", Self.quoted(finding.file)), ("line", "\(finding.line)"),
            ("sequence", finding.sequence.map { "\($0)" } ?? "null"),
            ("event_id", finding.eventID.map(Self.quoted) ?? "null"), ("expected", Self.quoted(finding.expected)),
            ("found", Self.quoted(finding.found)),
        ]
        return #"{"intact":false,"# + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String) -> String {
        // A String can always be encoded.
        guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
        return String(decoding: data, as: UTF8.self)
    }
}
