import CAllocationCounter
import NIOPosix
import Synchronization
import Testing
import loadtest

/// The raw path allocates nothing per request.
///
/// Counted on the event loop's own thread, so the stub does not count.
@Suite(.serialized, .timeLimit(.minutes(15))) struct RawPathAllocationTests {
    // In a release build only the windows of the time series allocate, once a second.
    #if DEBUG
    private static let limit = 30.0
    #else
    private static let limit = 0.05
    #endif

    /// Allocations of the one event loop in a whole run.
    private func count(_ load: [String], requests: Int) async throws -> Int {
        let stub = try StubServer()
        let plan = try TestPlan.plan(
            [stub.url("/ok"), "--requests", "\(requests)", "--warmup", "0s", "--threads", "1"] + load
        )
        let count = Atomic<UInt64>(0)
        let control = try RunControl()
        let result = try await LoadRunner.pool.runIfActive {
            try LoadRun(
                plan: plan,
                control: control,
                onThreadFinish: {
                    count.store(wg_thread_allocations(), ordering: .relaxed)
                }
            ).run()
        }
        try stub.stop()
        #expect(result.measured.counters.ok == requests)
        return Int(count.load(ordering: .relaxed))
    }

    @Test(arguments: [["--connections", "4"], ["--rate", "5000/s", "--connections", "4"]])
    func aRequestAllocatesNothing(load: [String]) async throws {
        let few = try await self.count(load, requests: 500)
        let many = try await self.count(load, requests: 5_500)
        let perRequest = Double(many - few) / 5_000
        print("allocations per raw request, \(load[0]): \(perRequest)")
        #expect(few > 100)
        #expect(perRequest < Self.limit)
    }
}
