import ArgumentParser
import EngineCore

/// `watchgate engine integrity`.
struct EngineIntegrityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "integrity",
        abstract: "Check every rule of the books on every row; exit 1 if one is broken.",
        discussion: """
            Reads one state of the database, beside running gateways. A large database takes minutes.

            Examples:
              watchgate engine integrity
              watchgate engine integrity --config /etc/watchgate/watchgate.yaml --json
            """
    )

    @OptionGroup var options: EngineOptions
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let tools = DatabaseTools(try self.options.settings().engine.database)
        let report = try EngineOptions.run { () throws(EngineError) in
            try tools.read(IntegrityRead(now: EngineOptions.now))
        }
        print(self.json ? report.json.text : Self.text(report))
        if !report.isClean { throw ExitCode(1) }
    }

    /// One line for each rule, and for each row that is named below it.
    static func text(_ report: IntegrityReport) -> String {
        var lines: [String] = []
        for result in report.results {
            let name = result.invariant.rawValue
            lines.append(result.count == 0 ? "ok      \(name)" : "broken  \(name): \(result.count)")
            lines += result.violations.map { "          \($0.subject): \($0.detail)" }
        }
        let broken = report.results.count { $0.count > 0 }
        let state = "up to batch \(report.position.batch), transfer \(report.position.lastTransfer)"
        lines.append(
            broken == 0
                ? "\(report.results.count) rules hold, \(state)"
                : "\(broken) of \(report.results.count) rules are broken, \(state)"
        )
        return lines.joined(separator: "\n")
    }
}
