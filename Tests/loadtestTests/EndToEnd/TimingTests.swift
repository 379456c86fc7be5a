import NIOCore
import Testing
import loadtest

/// The arithmetic of the three latencies, on a machine that may be busy with something else.
@Suite(.serialized, .timeLimit(.minutes(15))) struct TimingTests {
    private func freeze(hasOneConnection: Bool) async throws -> LoadRunner.Outcome {
        let start = NIODeadline.now() + .seconds(2)
        let stub = try StubServer(freeze: (start, start + .seconds(2)))
        let outcome = try await LoadRunner.run(
            [stub.url("/ok"), "--rate", "100/s", "--duration", "6s", "--warmup", "500ms"]
                + (hasOneConnection ? ["--connections", "1"] : [])
        )
        try stub.stop()
        return outcome
    }

    @Test(arguments: [false, true]) func aFreezeShowsItsArithmetic(hasOneConnection: Bool) async throws {
        var outcome = try await self.freeze(hasOneConnection: hasOneConnection)
        // Other tests may hold both cores for a while; a run that says so itself is repeated.
        for _ in 0..<2 where (outcome.result.measured.latencies.lateness.nanoseconds(at: 99) ?? 0) > 20e6 {
            outcome = try await self.freeze(hasOneConnection: hasOneConnection)
        }
        // 2 s of 6 s: a third of the responses is uniform in 0 to 2 s.
        #expect(outcome.counters.planned == 600)
        #expect(outcome.counters.ok + outcome.counters.neverAttempted == 600)
        let latencies = outcome.result.measured.latencies
        for (percentile, seconds) in [(83.333, 1.0), (95, 1.7), (99, 1.94), (100, 2.0)] {
            let value = try #require(latencies.response.nanoseconds(at: percentile)) / 1e9
            #expect(abs(value - seconds) < 0.15, "p\(percentile) is \(value) s instead of \(seconds) s")
        }
        // The generator was never late, so the freeze is the target's: in service, or in wait with one connection.
        #expect(try #require(latencies.lateness.nanoseconds(at: 95)) < 100e6)
        let service = try #require(latencies.service.nanoseconds(at: 95))
        #expect(hasOneConnection ? service < 200e6 : service > 1.4e9)
    }

    @Test func theThreePartsSumUpToTheResponse() async throws {
        let stub = try StubServer()
        for load in [["--rate", "500/s", "--connections", "3"], ["--connections", "3"]] {
            let outcome = try await LoadRunner.run(
                [stub.url("/delay"), "--requests", "150", "--warmup", "0s"] + load
            )
            let latencies = outcome.result.measured.latencies
            let parts = [latencies.lateness, latencies.wait, latencies.service].map(\.sumNanoseconds)
            #expect(parts.reduce(0, +) == latencies.response.sumNanoseconds)
            #expect(try #require(latencies.service.nanoseconds(at: 0)) >= 19e6)
        }
        try stub.stop()
    }

    @Test func aTargetThatCannotKeepTheRateNeverPasses() async throws {
        let stub = try StubServer(ratePerSecond: 200)
        let outcome = try await LoadRunner.run([
            stub.url("/ok"), "--rate", "400/s", "--duration", "3s", "--warmup", "500ms",
        ])
        #expect(outcome.verdict.result != .pass)
        #expect(outcome.verdict.exitCode == 10 || outcome.verdict.exitCode == 20)
        #expect(outcome.counters.planned == 1_200)
        #expect(outcome.result.rate < 220)
        let limited = try await LoadRunner.run(
            [stub.url("/ok"), "--rate", "400/s", "--duration", "2s", "--warmup", "0s", "--in-flight", "100"]
        )
        try stub.stop()
        #expect(limited.counters.dropped > 100)
        #expect(limited.count(.dropped) == limited.counters.dropped)
        #expect(limited.counters.ok + limited.counters.dropped + limited.counters.neverAttempted == 800)
        #expect(limited.verdict.result != .pass)
    }

    @Test func littlesLawHoldsForClosedUsers() async throws {
        let stub = try StubServer()
        for users in [2, 10] {
            let outcome = try await LoadRunner.run(
                [stub.url("/delay"), "--connections", "\(users)", "--duration", "2s", "--warmup", "200ms"]
            )
            let gap = try #require(VerdictFigures(outcome.result).littleGap)
            #expect(gap < 0.02, "\(users) users")
        }
        try stub.stop()
    }

    @Test func littlesLawHoldsForArrivals() async throws {
        let stub = try StubServer()
        let outcome = try await LoadRunner.run(
            [stub.url("/delay"), "--rate", "200/s", "--duration", "2s", "--warmup", "200ms"]
        )
        try stub.stop()
        #expect(try #require(VerdictFigures(outcome.result).littleGap) < 0.02)
    }

    @Test func theWarmUpIsLeftOut() async throws {
        let stub = try StubServer()
        let outcome = try await LoadRunner.run(
            [stub.url("/ok"), "--rate", "100/s", "--duration", "1s", "--warmup", "500ms"]
        )
        try stub.stop()
        #expect(outcome.result.warmup.counters.planned == 50)
        #expect(outcome.result.warmup.counters.ok == 50)
        #expect(outcome.counters.planned == 100)
        let missing = outcome.counters.neverAttempted
        #expect(outcome.counters.ok + missing == 100)
        #expect(outcome.result.series.rows.compactMap(\.values[3]).reduce(0, +) == Double(150 - missing))
    }

    @Test func spinningStillReadsResponses() async throws {
        let stub = try StubServer()
        let outcome = try await LoadRunner.run(
            [
                stub.url("/ok"), "--rate", "500/s", "--requests", "500", "--warmup", "0s", "--spin", "on", "--threads",
                "1",
            ]
        )
        try stub.stop()
        #expect(outcome.counters.ok == 500)
        #expect(outcome.result.spinSeconds > 0)
    }

    @Test(arguments: [Int32(2), 15]) func aSignalGivesAPartialReport(number: Int32) async throws {
        let stub = try StubServer()
        let control = try RunControl()
        async let stopper: Void = LoadRunner.end(control, .signal(number), afterMilliseconds: 700)
        let outcome = try await LoadRunner.run(
            [stub.url("/silent"), "--rate", "100/s", "--duration", "60s", "--warmup", "0s"],
            control: control
        )
        try await stopper
        try stub.stop()
        #expect(outcome.verdict.exitCode == 128 + number)
        #expect(outcome.counters.inFlightAtEnd > 10)
        #expect(outcome.count(.abortedAtEnd) == outcome.counters.inFlightAtEnd)
        #expect(outcome.counters.planned < 2_000)
        #expect(outcome.result.windowSeconds < 20)
    }

    @Test func aDeadTargetEndsTheRunEarly() async throws {
        let stub = try StubServer()
        let outcome = try await LoadRunner.run([
            stub.url("/503"), "--rate", "50/s", "--duration", "60s", "--warmup", "1s",
        ]) {
            $0.noSuccessAfter = .seconds(2)
        }
        try stub.stop()
        #expect(outcome.verdict.exitCode == 30)
        #expect(outcome.verdict.result != .pass)
        #expect(outcome.result.windowSeconds < 10)
        #expect(RunPlan.Settings().noSuccessAfter == .seconds(10))
    }
}
