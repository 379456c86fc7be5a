import Foundation
import Testing

/// A gateway with `platform: {}`.
@Suite(.blocking) struct EngineServeTests {
    @Test(arguments: EngineFolder.Kind.allCases)
    func itStartsDrainsAndStartsAgainAfterAKill(_ kind: EngineFolder.Kind) throws {
        let books = try EngineFolder(kind)
        try books.seed(orders: 5)
        let batch = try books.number("SELECT batch FROM chain_head")
        let first = try books.serve()
        defer { first.kill() }
        let metrics = try books.admin("/metrics").text
        for name in [
            "gateway_engine_queue_capacity{queue=\"commands\"} 10000", "gateway_engine_durability_degraded",
            "gateway_engine_transactions_total",
        ] {
            #expect(metrics.contains(name), "\(name)")
        }
        first.signal(SIGKILL)
        #expect(first.wait() == .signalled(SIGKILL))
        let second = try books.serve()
        defer { second.kill() }
        second.signal(SIGTERM)
        #expect(second.wait() == .exited(0))
        #expect(try books.number("SELECT batch FROM chain_head") >= batch)
        #expect(try books.run("engine", "integrity").exitCode == 0)
        if kind == .sqlite {
            let leftovers = ["-wal", "-shm"].filter { FileManager.default.fileExists(atPath: books.file + $0) }
            #expect(leftovers.isEmpty, "the WAL is in the file")
        }
    }

    @Test func oneProcessAtATimeHasTheFile() throws {
        let books = try EngineFolder(.sqlite)
        let gateway = try books.serve()
        defer { gateway.kill() }
        for command in [["engine", "seed"], ["migrate", "up"]] {
            let run = try books.run(command)
            #expect(run.exitCode == 69, "\(command)")
            #expect(run.messages.contains("is held by process \(gateway.id)"), "\(command): \(run.messages)")
        }
        let other = try TemporaryFolder()
        // Its own state, but for the database: the logs of a state folder are one process's too.
        try FileManager.default.createDirectory(atPath: other.file("state"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: other.file("state/watchgate.db"),
            withDestinationPath: books.file
        )
        let (port, adminPort) = (try FreePort.find(), try FreePort.find())
        let text = """
            server: { host: 127.0.0.1, port: \(port), shards: 1 }
            admin: { host: 127.0.0.1, port: \(adminPort) }
            state_dir: "\(other.file("state"))"
            platform: {}
            logs: { sinks: { file: { path: "\(other.path)/access.jsonl" } } }
            """
        try other.write(text + "\n", to: "watchgate.yaml")
        let second = try TestProgram.run(
            TestProgram.watchgate,
            ["serve", "--config", other.file("watchgate.yaml")],
            in: other
        )
        #expect(second.exitCode == 69, "\(second.messages)")
        #expect(second.messages.contains("is held by process \(gateway.id)"))
        // What only reads goes on beside it.
        for command in [["engine", "integrity"], ["migrate", "status"], ["backup"]] {
            let run = try books.run(command)
            #expect(run.exitCode == 0, "\(command): \(run.messages)")
        }
        gateway.signal(SIGTERM)
        #expect(gateway.wait() == .exited(0))
    }

    @Test func theBooksAreForTheirOwnerAlone() throws {
        let books = try EngineFolder(.sqlite)
        try books.seed(orders: 1)
        let rights = try FileManager.default.attributesOfItem(atPath: books.file)[.posixPermissions] as? Int
        #expect(rights == 0o600)
    }
}
