package import ArgumentParser
import Glibc

/// `loadtest run URL`.
package struct RunCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "loadtest run http://127.0.0.1:8080/health sends one request over and over.",
        discussion: """
            loadtest run http://127.0.0.1:8080/api --connections 64 --duration 30s
            loadtest run http://127.0.0.1:8080/api --rate 2000/s --slo 'p99 < 50ms'
            loadtest run http://127.0.0.1:8080/api --body '{"a":1}' --out report

            Without --rate the users wait for their answers (closed model): a slow target slows the load down. With \
            --rate arrivals come at that rate, whatever the target does (open model), and a response is timed from the \
            moment its request was meant to start.
            """
    )

    @OptionGroup package var options: RunOptions

    package init() {}

    package func run() throws {
        let plan: RunPlan
        do {
            plan = try RunPlanBuilder.plan(self.options)
        } catch let error as RunPlanBuilder.ResolveError {
            ProgressPrinter.write("error: \(error)\n")
            throw ExitCode(30)
        }
        if let folder = self.options.out {
            do { try SystemFile.makeFolder(folder) } catch { throw ValidationError("--out \(error)") }
        }
        ProcessFigures.raiseDescriptorLimit()
        let control = try RunControl()
        SignalRelay.install(for: control)
        var printer = ProgressPrinter()
        let result = try LoadRun(plan: plan, control: control) { printer.print($0) }.run()
        printer.finish()
        let (report, verdict) = RunJudge.judge(result, command: CommandRedaction.redacted(CommandLine.arguments))
        try self.write(report)
        if verdict.exitCode != 0 { throw ExitCode(verdict.exitCode) }
    }

    private func write(_ report: Report) throws {
        let json = try report.json()
        if let folder = self.options.out {
            try SystemFile.write(json, to: folder + "/report.json")
            try SystemFile.write(MarkdownText.text(report), to: folder + "/report.md")
        }
        try SystemFile.write(
            self.options.json ? json : SummaryText.text(report),
            to: STDOUT_FILENO,
            named: "stdout"
        )
    }
}
