import NIOCore
import Testing
import loadtest

@Suite struct CommandTests {
    /// The exit code of a command line that fails before it runs.
    private func usageCode(_ arguments: [String]) -> Int32? {
        do {
            _ = try LoadTestCommand.plan(["run"] + arguments)
            return nil
        } catch {
            return LoadTestCommand.code(of: error)
        }
    }

    private static let url = "http://127.0.0.1:1/"

    @Test(arguments: [
        [], ["https://127.0.0.1/"], ["nonsense"], [url, "--rate", "2000"], [url, "--rate", "0/s"],
        [url, "--duration", "10"],
        [url, "--duration", "0s"], [url, "--warmup", "x"], [url, "--timeout", "0s"], [url, "--requests", "0"],
        [url, "--connections", "0"], [url, "--threads", "0"], [url, "--threads", "9", "--connections", "2"],
        [url, "--spin", "maybe"], [url, "--slo", "p99 < 5"], [url, "--slo", "server:max(x) == 0"],
        [url, "--header", "x"],
        [url, "--body", "x", "--body-file", "y"], [url, "--body-file", "/nonexistent"], [url, "--in-flight", "0"],
        [url, "--unknown"], [url, "--method", "A B"],
    ])
    func wrongUseExitsWith64(arguments: [String]) {
        #expect(self.usageCode(arguments) == 64)
    }

    @Test func unfinishedSubcommandsAreNotThere() {
        let help = LoadTestCommand.helpText
        #expect(help.contains("run"))
        for name in ["search", "compare", "page", "replay", "selftest"] {
            #expect(!help.contains("  \(name)"))
            #expect(throws: (any Error).self) { try LoadTestCommand.plan([name]) }
        }
        #expect(help.hasPrefix("OVERVIEW: loadtest run http://"))
    }

    @Test func theModelFollowsTheRate() throws {
        #expect(try TestPlan.plan([Self.url]).model == .closed(users: 64))
        #expect(try TestPlan.plan([Self.url, "--connections", "3"]).model == .closed(users: 3))
        let open = try TestPlan.plan([Self.url, "--rate", "100/s"])
        #expect(open.model == .open(rate: try #require(Rate("100/s"))))
        #expect(open.settings.connectionLimit == 2_000)
        #expect(open.settings.inFlightLimit == 4_000)
    }

    @Test func defaultsFollowTheTarget() throws {
        let plan = try TestPlan.plan([Self.url])
        #expect(plan.settings.isColocated)
        #expect(!plan.settings.spins)
        #expect(plan.settings.duration == .seconds(10))
        #expect(plan.settings.warmup == .seconds(2))
        #expect(try TestPlan.plan([Self.url, "--spin", "on"]).settings.spins)
        #expect(try TestPlan.plan([Self.url, "--requests", "5"]).settings.duration == nil)
        #expect(try TestPlan.plan([Self.url, "--requests", "5", "--duration", "1s"]).settings.duration == .seconds(1))
        #expect(try TestPlan.plan([Self.url, "--connections", "1"]).settings.threads == 1)
    }

    @Test func secretsStayOutOfReports() {
        let arguments = [
            "loadtest", "run", "-H", "Authorization: Bearer s3cret", "--header=Cookie: s3cret", "-HX: s3cret", "--body",
            "s3cret",
            "--body=s3cret", "--header", "s3cret", "--seed", "7",
        ]
        let text = CommandRedaction.redacted(arguments).joined(separator: " ")
        #expect(!text.contains("s3cret"))
        #expect(
            text.contains("-H Authorization: [redacted] --header=Cookie: [redacted] -HX: [redacted] --body [redacted]")
        )
        #expect(text.hasSuffix("--seed 7"))
    }

    @Test func aBodyMakesAPost() throws {
        #expect(try TestPlan.plan([Self.url, "--body", "x"]).request.method == "POST")
        #expect(try TestPlan.plan([Self.url, "--body", "x", "--method", "PUT"]).request.method == "PUT")
        #expect(try TestPlan.plan([Self.url]).request.traceOffset != nil)
        #expect(try TestPlan.plan([Self.url, "--no-traceparent"]).request.traceOffset == nil)
    }
}
