import ArgumentParser
import Foundation
import LogPipeline

/// `watchgate audit verify`.
struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Walk the chain of audit records, and that of the engine's database.",
        discussion: """
            Every record must follow the one before, over files, archives and spool. Then, if there is a database, every \
            batch of the engine is recomputed from its rows and compared with the seals that the records hold. Exits 0 \
            when both chains are whole, 1 with the first record or batch that is not, 69 when the database does not \
            answer. The gateway may run.

            Examples:
              watchgate audit verify
              watchgate audit verify --state-dir /var/lib/watchgate --logs-dir /var/log/watchgate --json
            """
    )

    @Option(help: "The gateway's state_dir; default $STATE_DIRECTORY, else .watchgate.") var stateDir: String?
    @Option(help: "The folder of audit.jsonl; default $LOGS_DIRECTORY, else the state_dir.") var logsDir: String?
    @OptionGroup var options: EngineOptions
    @Flag(help: "Leave the engine's database out.") var logOnly = false
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let anchors = try self.verifyRecords()
        if !self.logOnly { try self.verifyBooks(anchors) }
    }

    /// - Returns: The seals of the engine's batches that the records hold.
    private func verifyRecords() throws -> [Int64: [UInt8]] {
        let variables = ProcessInfo.processInfo.environment
        let state = self.stateDir ?? variables["STATE_DIRECTORY"] ?? ".watchgate"
        let logs = self.logsDir ?? variables["LOGS_DIRECTORY"] ?? state
        var anchors: [Int64: [UInt8]] = [:]
        do throws(AuditFinding) {
            let summary = try AuditVerifier.verify(
                filePath: (logs as NSString).appendingPathComponent("audit.jsonl"),
                spoolFolder: (state as NSString).appendingPathComponent("spool/audit")
            ) { line in
                guard let anchor = AnchorRecord(line) else { return }
                anchors[anchor.batch] = anchor.hash
            }
            print(self.json ? Self.json(summary) : Self.text(summary))
            return anchors
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
