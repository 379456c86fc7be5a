import Glibc
import NIOPosix
import Testing
import loadtest

/// Runs a command line's load on a thread of its own and judges it.
enum LoadRunner {
    /// `LoadRun.run` blocks, so it must not run on a task's thread.
    static let pool: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 16)
        pool.start()
        return pool
    }()

    struct Outcome: Sendable {
        var result: RunResult
        var verdict: Verdict
        var report: Report
        var counters: RequestCounters { self.result.measured.counters }

        /// Count of one class of errors.
        func count(_ errorClass: ErrorClass) -> Int { self.result.measured.errors[errorClass]?.count ?? 0 }
    }

    /// - Parameters:
    ///   - arguments: Of `run`.
    ///   - control: Ends the run early.
    ///   - change: Settings that no option reaches.
    /// - Returns: The run, judged.
    /// - Throws: What the command line or the loops throw.
    static func run(
        _ arguments: [String],
        control: RunControl? = nil,
        change: (inout RunPlan.Settings) -> Void = { _ in }
    ) async throws -> Outcome {
        let plan = try TestPlan.plan(arguments, change: change)
        let control = try control ?? RunControl()
        let result = try await Self.pool.runIfActive { try LoadRun(plan: plan, control: control).run() }
        let (report, verdict) = RunJudge.judge(result, command: arguments)
        Self.expectBalancedBooks(result.measured.counters)
        Self.expectBalancedBooks(result.warmup.counters)
        return Outcome(result: result, verdict: verdict, report: report)
    }

    private static func expectBalancedBooks(_ counters: RequestCounters) {
        #expect(counters.planned == counters.accounted, "\(counters)")
    }

    /// Ends a run after a while, from a thread that no other test can hold up.
    static func end(_ control: RunControl, _ stop: RunControl.Stop, afterMilliseconds milliseconds: UInt32) async throws
    {
        try await Self.pool.runIfActive {
            usleep(milliseconds * 1_000)
            control.end(stop)
        }
    }
}
