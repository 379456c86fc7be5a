import NIOCore
import Testing
import loadtest

/// Each behaviour of a target gives exactly its own figures.
@Suite(.serialized, .timeLimit(.minutes(15))) struct BehaviourTests {
    private func run(_ path: String, _ arguments: [String] = []) async throws -> LoadRunner.Outcome {
        let stub = try StubServer()
        let outcome = try await LoadRunner.run(
            [stub.url(path), "--requests", "40", "--connections", "4", "--warmup", "0s"] + arguments
        )
        try stub.stop()
        return outcome
    }

    @Test(arguments: ["/ok", "/echo-close", "/delay", "/interim", "/chunked", "/until-close", "/drip", "/201"])
    func properResponsesAreOK(path: String) async throws {
        let outcome = try await self.run(path)
        #expect(outcome.counters.planned == 40)
        #expect(outcome.counters.sent == 40)
        #expect(outcome.counters.ok == 40)
        #expect(outcome.result.measured.errors.count == 0)
        #expect(outcome.result.measured.latencies.response.count == 40)
        let closes = path == "/echo-close" || path == "/until-close"
        #expect(outcome.result.openedCount >= (closes ? 40 : 1))
        #expect(outcome.result.reusedCount == (closes ? 0 : 40 - outcome.result.openedCount))
    }

    @Test(
        arguments: [
            ("/close", .earlyClose), ("/early-close", .earlyClose), ("/reset", .writeReset), ("/garbage", .protocol),
            ("/bad-chunk", .protocol), ("/extra", .protocol), ("/101", .protocol), ("/302", .status3xxUnexpected),
            ("/404", .status4xx), ("/429", .status429), ("/503", .status5xx),
        ] as [(String, ErrorClass)]
    )
    func eachFailureHasItsClass(path: String, errorClass: ErrorClass) async throws {
        let outcome = try await self.run(path)
        #expect(outcome.counters.planned == 40)
        #expect(outcome.counters.failed == 40)
        #expect(outcome.count(errorClass) == 40)
        #expect(outcome.result.measured.errors.count == 40)
        #expect(outcome.verdict.exitCode == 30)
        let example = outcome.result.measured.errors[errorClass]?.example
        #expect(example?.traceID?.count == 32)
        #expect(
            example?.requestID
                == (["/404", "/429", "/503"].contains(path) || path == "/302" ? "stub-2" : example?.requestID)
        )
    }

    @Test(arguments: [("/silent", ErrorClass.ttfbTimeout), ("/stall", .bodyTimeout)])
    func timeoutsAreRecordedAtTheirValue(path: String, errorClass: ErrorClass) async throws {
        let outcome = try await self.run(path, ["--timeout", "150ms"])
        #expect(outcome.count(errorClass) == 40)
        let service = outcome.result.measured.latencies.service
        #expect(service.count == 40)
        #expect(service.sumNanoseconds == 40 * 150_000_000)
    }

    @Test func waitingForAConnectionHasATimeoutToo() async throws {
        let stub = try StubServer()
        let outcome = try await LoadRunner.run(
            [stub.url("/silent"), "--rate", "200/s", "--requests", "30", "--connections", "1", "--warmup", "0s"]
                + ["--timeout", "200ms"]
        )
        try stub.stop()
        #expect(outcome.counters.failed == 30)
        #expect(outcome.count(.ttfbTimeout) >= 1)
        #expect(outcome.count(.connectTimeout) >= 10)
        #expect(outcome.count(.ttfbTimeout) + outcome.count(.connectTimeout) == 30)
        // Every one of them stands in the percentiles.
        #expect(outcome.result.measured.latencies.response.count == 30)
        #expect(outcome.counters.sent == outcome.count(.ttfbTimeout))
    }

    @Test func nobodyListening() async throws {
        let stub = try StubServer()
        let url = stub.url("/ok")
        try stub.stop()
        let outcome = try await LoadRunner.run([url, "--requests", "12", "--connections", "4", "--warmup", "0s"])
        #expect(outcome.count(.connectRefused) == 12)
        #expect(outcome.counters.sent == 0)
        #expect(outcome.verdict.exitCode == 30)
        let open = try await LoadRunner.run([url, "--requests", "50", "--rate", "500/s", "--warmup", "0s"])
        #expect(open.count(.connectRefused) == 50)
    }

    @Test func aStaleConnectionIsRetriedOnceWhenThatIsSafe() async throws {
        let get = try await self.run("/stale", ["--connections", "1"])
        #expect(get.counters.ok == 40)
        #expect(get.counters.sent == 40)
        #expect(get.counters.reconnected == 39)
        #expect(get.result.openedCount == 40)
        let post = try await self.run("/stale", ["--connections", "1", "--method", "POST", "--body", "x"])
        #expect(post.counters.ok == 20)
        #expect(post.count(.earlyClose) == 20)
        #expect(post.counters.reconnected == 0)
    }

    @Test func mixedFailuresAreCountedExactly() async throws {
        let stub = try StubServer()
        let outcome = try await LoadRunner.run(
            [stub.url("/every-fifth"), "--requests", "200", "--connections", "5", "--warmup", "0s", "--method", "POST"]
        )
        try stub.stop()
        #expect(outcome.counters.planned == 200)
        #expect(outcome.counters.ok == 120)
        for errorClass in [ErrorClass.status5xx, .status429, .protocol, .earlyClose] {
            #expect(outcome.count(errorClass) == 20, "\(errorClass.text)")
        }
        #expect(outcome.report.steps[0].statuses == ["200": 120, "503": 20, "429": 20])
        #expect(outcome.report.errors.map(\.count) == [20, 20, 20, 20])
        #expect(outcome.verdict.result != .pass)
    }

    @Test func headHasNoBody() async throws {
        let outcome = try await self.run("/head", ["--method", "HEAD"])
        #expect(outcome.counters.ok == 40)
        #expect(outcome.result.reusedCount == 40 - outcome.result.openedCount)
    }

    @Test func bodiesArriveComplete() async throws {
        for count in [10, 4_096, 4_097, 300_000] {
            let outcome = try await self.run("/ok", ["--body", String(repeating: "x", count: count)])
            #expect(outcome.counters.ok == 40)
            #expect(outcome.counters.bytesOut > 40 * count)
        }
    }

    @Test func everyRequestHasItsOwnTrace() async throws {
        let stub = try StubServer()
        _ = try await LoadRunner.run(
            [stub.url("/ok"), "--requests", "60", "--connections", "6", "--threads", "2", "--warmup", "0s"]
        )
        #expect(stub.state.traceCount == 60)
        _ = try await LoadRunner.run([stub.url("/ok"), "--requests", "10", "--warmup", "0s", "--no-traceparent"])
        #expect(stub.state.traceCount == 60)
        try stub.stop()
    }

    @Test(arguments: [1, 2, 3]) func numbersOfRequestsAreExact(threads: Int) async throws {
        let stub = try StubServer()
        for load in [["--connections", "7"], ["--rate", "2000/s"]] {
            let before = stub.state.requestCount
            let outcome = try await LoadRunner.run(
                [stub.url("/ok"), "--requests", "101", "--threads", "\(threads)", "--warmup", "0s"] + load
            )
            #expect(outcome.counters.planned == 101)
            #expect(outcome.counters.ok == 101)
            #expect(stub.state.requestCount - before == 101)
        }
        try stub.stop()
    }
}
