import EngineCore
import Telemetry
import Testing

@Suite(.timeLimit(.minutes(15))) struct SequencerMetricsTests {
    @Test func aRunIsCounted() async throws {
        let registry = MetricRegistry(names: NameTable())
        let shared = SharedDatabase()
        let engine = try await shared.engine(registry: registry) { $0.queueLimit = 77 }
        _ = await engine.submit(MachineRun.request("a"))
        _ = await engine.submit(MachineRun.request("a"))
        shared.fail([.contention])
        _ = await engine.submit(MachineRun.request("b"))
        shared.fail([.statement])
        _ = await engine.submit(MachineRun.request("poison"))
        await engine.stop(within: .seconds(30))
        _ = await engine.submit(MachineRun.request("late"))
        let lines = Set(String(decoding: registry.render(.text004), as: UTF8.self).split(separator: "\n"))
        for line in [
            "gateway_engine_replays_total 1",
            #"gateway_engine_transactions_total{kind="advance_consumer",result="aborted"} 2"#,
            #"gateway_engine_queue_capacity{queue="commands"} 77"#, #"gateway_engine_queue_depth{queue="commands"} 0"#,
            "gateway_engine_chain_batch 2", "gateway_engine_transactions_in_flight 0",
            "gateway_engine_commit_duration_seconds_count 2", "gateway_engine_batch_commands_count 4",
            #"gateway_engine_transaction_duration_seconds_count{kind="advance_consumer"} 4"#,
            #"gateway_db_transactions_total{result="commit"} 3"#,
            #"gateway_db_transactions_total{result="rollback"} 2"#,
            // Created at 0, so that the first increment is seen.
            #"gateway_engine_transactions_total{kind="place_order",result="committed"} 0"#,
            #"gateway_engine_rejections_total{code="out-of-stock"} 0"#,
        ] {
            let isThere = lines.contains(Substring(line))
            #expect(isThere, "\(line)")
        }
        let isListed = lines.contains { $0.hasPrefix(#"gateway_engine_transaction_duration_seconds_count{kind="pay"#) }
        #expect(!isListed, "a histogram without a value")
    }
}
