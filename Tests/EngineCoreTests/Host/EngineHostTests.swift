import EngineCore
import Foundation
import SQLStore
import Telemetry
import Testing

/// An engine with all that runs beside it, on files.
@Suite(.timeLimit(.minutes(15))) struct EngineHostTests {
    private static func path() -> String {
        NSTemporaryDirectory() + "wg-host-\(UInt64.random(in: 0...UInt64.max)).db"
    }

    private static func remove(_ path: String) {
        for end in ["", "-wal", "-shm", ".lock"] { unlink(path + end) }
    }

    private static func seed(_ host: EngineHost) async throws -> SeedWorld {
        var plan = SeedPlan()
        (plan.agents, plan.members, plan.products, plan.orders) = (3, 4, 2, 10)
        return try await Seeder(plan) { await host.engine.submit($0) }.run()
    }

    @Test func anEmptyFileIsSetUpAndServesReadsAndChecks() async throws {
        let path = Self.path()
        defer { Self.remove(path) }
        let registry = MetricRegistry(names: NameTable())
        let host = try await EngineHost.start(
            EngineConfiguration(database: .sqlite(path: path)),
            hooks: EngineHostHooks(),
            registry: registry
        )
        let world = try await Self.seed(host)
        let report = try await host.reads.check(since: nil, now: SequencerClock.system.now())
        #expect(report.isClean)
        #expect(report.position.batch > 0)
        #expect(world.orders.count == 10)
        #expect(host.engine.lastSeal?.batch == report.position.batch)
        await host.stop(within: .seconds(5))
        // Again, on what is there: everything is a replay.
        let second = try await EngineHost.start(EngineConfiguration(database: .sqlite(path: path)))
        let again = try await Self.seed(second)
        #expect(again.orders == world.orders)
        await second.stop(within: .seconds(5))
        let finding = try DatabaseTools(.sqlite(path: path)).read(ChainRead())
        #expect(finding.fault == nil)
        #expect(finding.head.batch == report.position.batch)
    }

    @Test func aSecondHostOnTheSameFileIsRefused() async throws {
        let path = Self.path()
        defer { Self.remove(path) }
        let configuration = EngineConfiguration(database: .sqlite(path: path))
        let first = try await EngineHost.start(configuration)
        let error = await #expect(throws: EngineError.self) { try await EngineHost.start(configuration) }
        #expect(error?.code == .databaseInUse)
        #expect(error?.cause.contains("process \(getpid())") == true)
        await first.stop(within: .seconds(5))
        let next = try await EngineHost.start(configuration)
        await next.stop(within: .seconds(5))
    }

    @Test func whatIsNoDatabaseIsRefused() async throws {
        let path = Self.path()
        defer { Self.remove(path) }
        try String(repeating: "no database ", count: 500).write(toFile: path, atomically: true, encoding: .utf8)
        let configuration = EngineConfiguration(database: .sqlite(path: path))
        let error = await #expect(throws: EngineError.self) { try await EngineHost.start(configuration) }
        #expect(error?.code == .databaseUnavailable)
        #expect(error?.cause.contains(path) == true)
    }

    @Test func aCommitWithoutDiskIsShownAsDegraded() async throws {
        let path = Self.path()
        defer { Self.remove(path) }
        var configuration = EngineConfiguration(database: .sqlite(path: path))
        configuration.sqliteSynchronous = .normal
        let registry = MetricRegistry(names: NameTable())
        let host = try await EngineHost.start(configuration, hooks: EngineHostHooks(), registry: registry)
        let text = String(decoding: registry.render(.text004), as: UTF8.self)
        #expect(text.contains(#"gateway_engine_durability_degraded{reason="sqlite_synchronous"} 1"#))
        await host.stop(within: .seconds(5))
    }
}
