import EngineCore
import Testing

@Suite
struct ConsumerTests {
    @Test
    func aCursorGoesForwardUpToTheHead() {
        let bench = DecisionBench()
        bench.addLedger()
        for _ in 0..<5 { bench.fund(.wallet, bench.id(), 1) }
        func advance(_ event: Int64, _ name: String = "sse", by actor: Actor = .system) -> Outcome {
            bench.run(.advanceConsumer(AdvanceConsumer(name: name, lastEvent: event)), by: actor)
        }
        #expect(advance(3).status == 200)
        #expect(bench.actions == [])
        #expect(bench.set.consumers["sse"]?.lastEvent == 3)
        #expect(advance(2).rejection == .invalidParameter)
        #expect(advance(3).status == 200)
        #expect(advance(6).rejection == .invalidParameter)
        #expect(advance(5).status == 200)
        #expect(advance(-1, "other").rejection == .invalidParameter)
        #expect(advance(0, "other").status == 200)
        #expect(advance(0, "").rejection == .invalidParameter)
        #expect(advance(5, by: bench.admin(.super)).rejection == .roleForbidden)
        #expect(bench.set.consumers["sse"]?.lastEvent == 5)
    }
}
