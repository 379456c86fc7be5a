import NIOCore
import Testing
import loadtest

@Suite struct VerdictTests {
    /// A run in which everything is in order.
    private func figures(_ change: (inout VerdictFigures) -> Void = { _ in }) -> VerdictFigures {
        var figures = VerdictFigures()
        figures.counters.planned = 10_000
        figures.counters.sent = 10_000
        figures.counters.ok = 9_990
        figures.counters.failed = 10
        figures.latenessP99 = 50e3
        figures.responseP50 = 1e6
        figures.responseP999 = 9e6
        figures.responseCount = 10_000
        figures.peakCPUShare = 0.3
        figures.littleGap = 0.001
        change(&figures)
        return figures
    }

    private func rules(_ change: (inout VerdictFigures) -> Void = { _ in }) -> [String] {
        VerdictRules.broken(self.figures(change)).map(\.rule)
    }

    @Test func aCleanRunBreaksNoRule() {
        #expect(self.rules().isEmpty)
    }

    @Test func eachRuleHoldsAtItsLimitAndBreaksAboveIt() {
        #expect(
            self.rules {
                $0.counters.neverAttempted = 100
                $0.counters.ok = 9_890
            }
            .isEmpty
        )
        #expect(
            self.rules {
                $0.counters.neverAttempted = 101
                $0.counters.ok = 9_889
            } == ["V1"]
        )
        #expect(self.rules { $0.latenessP99 = 1e6 }.isEmpty)
        #expect(self.rules { $0.latenessP99 = 1e6 + 1 } == ["V2"])
        #expect(
            self.rules {
                $0.responseP50 = 50e6; $0.latenessP99 = 5e6; $0.responseP999 = 60e6
            }.isEmpty
        )
        #expect(
            self.rules {
                $0.responseP50 = 50e6; $0.latenessP99 = 5.1e6; $0.responseP999 = 60e6
            } == ["V2"]
        )
        #expect(self.rules { $0.peakCPUShare = 0.8 }.isEmpty)
        #expect(self.rules { $0.peakCPUShare = 0.81 } == ["V3"])
        #expect(self.rules { $0.peakCPUShare = nil }.isEmpty)
        #expect(self.rules { $0.littleGap = 0.05 }.isEmpty)
        #expect(self.rules { $0.littleGap = 0.051 } == ["V5"])
        #expect(self.rules { $0.counters.ok -= 1 } == ["V6"])
        #expect(self.rules { $0.counters.dropped += 1 } == ["V6"])
        #expect(self.rules { $0.responseP999 = $0.responseP50 } == ["V7"])
        #expect(
            self.rules {
                $0.responseP999 = $0.responseP50; $0.responseCount = 9_999
            }.isEmpty
        )
    }

    @Test func everyOwnLimitCounts() {
        #expect(self.rules { $0.limits.fileDescriptors = 1 } == ["V4"])
        #expect(self.rules { $0.limits.ports = 1 } == ["V4"])
        #expect(self.rules { $0.limits.buffers = 1 } == ["V4"])
        #expect(self.rules { $0.limits.histogramOverflow = 1 } == ["V4"])
        #expect(self.rules { $0.limits.slowTurns = 1 } == ["V4"])
    }

    @Test func aRunWithoutARequestDividesNothing() {
        #expect(VerdictRules.broken(VerdictFigures()).isEmpty)
    }

    @Test func warningsDoNotChangeTheVerdict() {
        let figures = self.figures {
            $0.latenessP99 = 0.5e6
            $0.stealShare = 0.06
            $0.warmupDrift = 0.3
            $0.isColocated = true
        }
        let verdict = Verdict(figures: figures, objectives: [], successes: 1, stop: nil)
        #expect(verdict.result == .pass)
        #expect(verdict.exitCode == 0)
        #expect(verdict.warnings.count == 4)
    }

    /// A result with the given responses, for objectives.
    private func result(milliseconds: [Int64], planned: Int, ok: Int, dropped: Int = 0) throws -> RunResult {
        var measured = PhaseStatistics()
        for value in milliseconds { measured.latencies.response.record(.milliseconds(value)) }
        measured.counters.planned = planned
        measured.counters.ok = ok
        measured.counters.dropped = dropped
        measured.counters.failed = planned - ok - dropped
        let plan = try TestPlan.plan(model: .closed(users: 1), settings: RunPlan.Settings())
        return TestResult.result(plan: plan, measured: measured, windowSeconds: 10)
    }

    private func outcome(_ text: String, _ result: RunResult) throws -> ObjectiveResult.Outcome {
        ObjectiveResult(try ObjectiveParser.parse(text), isDefault: false, result: result).outcome
    }

    @Test func objectivesAreMetMissedOrNotDecidable() throws {
        let result = try self.result(milliseconds: (1...1_000).map { $0 % 100 }, planned: 1_000, ok: 990, dropped: 5)
        #expect(try self.outcome("p99(response) < 105ms", result) == .met)
        #expect(try self.outcome("p99(response) < 90ms", result) == .missed)
        #expect(try self.outcome("p99.9(response) < 10s", result) == .notDecidable)
        #expect(try self.outcome("p50(service) < 10s", result) == .notDecidable)
        #expect(try self.outcome("max(response) <= 100ms", result) == .met)
        #expect(try self.outcome("rate >= 99/s", result) == .met)
        #expect(try self.outcome("rate > 99/s", result) == .missed)
        #expect(try self.outcome("error_rate <= 1%", result) == .met)
        #expect(try self.outcome("error_rate < 1%", result) == .missed)
        #expect(try self.outcome("count == 995", result) == .met)
    }

    @Test func anEmptyRunDecidesNothing() throws {
        let result = try self.result(milliseconds: [], planned: 0, ok: 0)
        #expect(try self.outcome("error_rate < 1%", result) == .notDecidable)
        #expect(try self.outcome("p50 < 1s", result) == .notDecidable)
    }

    @Test func exitCodesHaveAnOrder() throws {
        let missed = ObjectiveResult(
            try ObjectiveParser.parse("rate > 99/s"),
            isDefault: false,
            result: try self.result(milliseconds: [], planned: 10, ok: 1)
        )
        let broken = self.figures { $0.counters.ok -= 1 }
        func code(_ figures: VerdictFigures, _ successes: Int, _ stop: RunControl.Stop?, misses: Bool) -> Int32 {
            Verdict(figures: figures, objectives: misses ? [missed] : [], successes: successes, stop: stop).exitCode
        }
        #expect(code(broken, 0, .signal(2), misses: true) == 130)
        #expect(code(broken, 5, .signal(15), misses: true) == 143)
        #expect(code(broken, 0, nil, misses: true) == 30)
        #expect(code(self.figures(), 5, .noSuccess, misses: false) == 30)
        #expect(code(broken, 5, nil, misses: true) == 20)
        #expect(code(self.figures(), 5, nil, misses: true) == 10)
        #expect(code(self.figures(), 5, nil, misses: false) == 0)
    }
}
