import NIOCore
import Testing
import loadtest

@Suite struct ReportTests {
    private func report() throws -> Report {
        var settings = RunPlan.Settings()
        settings.seed = 42
        settings.objectives = [try ObjectiveParser.parse("p99(response) < 250ms")]
        let rate = try #require(Rate("200/s"))
        let plan = try TestPlan.plan(model: .open(rate: rate), settings: settings)
        var measured = PhaseStatistics()
        measured.counters.planned = 2_000
        measured.counters.sent = 2_000
        measured.counters.ok = 1_999
        measured.counters.failed = 1
        for index in 0..<2_000 {
            let service = TimeAmount.microseconds(Int64(index))
            measured.latencies.service.record(service)
            measured.latencies.wait.record(.zero)
            measured.latencies.lateness.record(.microseconds(3))
            measured.latencies.response.record(service + .microseconds(3))
            measured.latencies.ttfb.record(service)
            measured.recordStatus(index == 7 ? 503 : 200)
        }
        measured.errors.record(.status5xx, at: .seconds(4)) {
            .init(text: "status 503", requestID: "0011223344556677", traceID: "ab")
        }
        let result = TestResult.result(plan: plan, measured: measured, windowSeconds: 10)
        return RunJudge.judge(result, command: ["loadtest", "run", "http://127.0.0.1:1/"]).report
    }

    @Test func aReportReadsBackAsItWasWritten() throws {
        let report = try self.report()
        let json = try report.json()
        #expect(try Report(json: json) == report)
        #expect(try Report(json: json).json() == json)
    }

    @Test func keysAreThoseOfTheSchema() throws {
        let json = try self.report().json()
        for key in [
            "\"schema\" : \"watchgate.loadtest/1\"", "\"in_flight_at_end\"", "\"bytes_in\"", "\"first_at\"",
            "\"request_id\"",
            "\"interval_s\" : 1", "\"loadtest_version\"", "\"p999\"", "\"p9999\"", "\"hdr\" : \"HISTFAAA",
            "\"started\" : \"2026-03-01T12:00:00.123Z\"", "\"class\" : \"status_5xx\"", "\"result\" : \"PASS\"",
        ] {
            #expect(json.contains(key), "\(key)")
        }
    }

    @Test func histogramsOfTwoReportsMergeWithoutLoss() throws {
        let blob = try #require(try self.report().steps[0].latency.response.hdr)
        var merged = try #require(HistogramBlob.decode(blob))
        merged.merge(try #require(HistogramBlob.decode(blob)))
        #expect(merged.count == 4_000)
    }

    @Test func theSummaryHasEverything() throws {
        let text = SummaryText.text(try self.report())
        for part in [
            "open, 200/s", "requests", "response", "service", "lateness", "wait", "ttfb", "200 × 1999, 503 × 1",
            "status_5xx × 1", "request id 0011223344556677", "p99(response) < 250ms: met", "verdict: PASS",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func markdownIsShort() throws {
        let text = MarkdownText.text(try self.report())
        #expect(text.hasPrefix("# Load test: PASS"))
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 40)
        #expect(text.contains("| response |"))
    }

    @Test func aRunWithoutAResponseSaysNone() throws {
        let plan = try TestPlan.plan(model: .closed(users: 1), settings: RunPlan.Settings())
        let result = TestResult.result(plan: plan, measured: PhaseStatistics(), windowSeconds: 0)
        let (report, verdict) = RunJudge.judge(result, command: [])
        #expect(verdict.exitCode == 30)
        #expect(report.steps[0].latency.response.p99 == nil)
        #expect(SummaryText.text(report).contains("none"))
        #expect(try Report(json: try report.json()) == report)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_400_999_000_000, "2000-02-29T00:00:00.999Z"),
            (1_798_761_599_000_000_000, "2026-12-31T23:59:59.000Z"),
            (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000Z"),
        ] as [(Int64, String)]
    )
    func timesAreWrittenInUTC(nanoseconds: Int64, text: String) {
        #expect(Timestamp.text(nanoseconds) == text)
    }

    @Test func tablesLineUp() {
        var table = TextTable(header: ["a", "bb"])
        table.add(["longer", "1"])
        #expect(table.text == "a       bb\nlonger   1\n")
        #expect(table.markdown == "| a | bb |\n|---|---:|\n| longer | 1 |\n")
    }
}
