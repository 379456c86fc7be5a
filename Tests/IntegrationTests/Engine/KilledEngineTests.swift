import Foundation
import TestKit
import Testing

/// kill -9 of a process that commits at full speed: nothing acknowledged is lost, nothing is applied twice.
@Suite(.blocking) struct KilledEngineTests {
    private static let kills = Scale.isFull ? 200 : 5

    @Test(arguments: EngineFolder.Kind.allCases)
    func acknowledgedCommandsOutliveTheProcess(_ kind: EngineFolder.Kind) throws {
        let books = try EngineFolder(kind)
        try books.seed(orders: 0)
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        var total = 0
        for kill in 0..<Self.kills {
            let load = try LoadedEngine(
                try books.store,
                in: books.folder,
                name: "kill-\(kill)",
                ["--seconds", "60", "--unchecked"]
            )
            try Deadline.wait(for: "acknowledged commands: \(load.complaint)") { load.keys().count > 100 ? () : nil }
            usleep(UInt32.random(in: 0..<150_000, using: &random))
            load.process.kill()
            let keys = load.keys()
            #expect(try books.missing(keys) == 0, "lost after kill \(kill), seed \(seed)")
            total += keys.count
        }
        #expect(total > Self.kills * 100)
        // A key stands for one transfer: as many of the load's transfers as keys of the load.
        let applied = try books.number("SELECT count(*) FROM transfer WHERE code = 90 AND amount = 1")
        let keys = try books.number("SELECT count(*) FROM idempotency_key WHERE key LIKE '0:%' AND status = 200")
        #expect(applied == keys, "seed \(seed)")
        let integrity = try books.run("engine", "integrity", within: 600)
        #expect(integrity.exitCode == 0, "seed \(seed): \(integrity.output)")
    }

    /// Two processes on one PostgreSQL, hot accounts: no error reaches a caller, and the books are right.
    @Test func twoProcessesShareOneDatabase() throws {
        let books = try EngineFolder(.postgreSQL)
        try books.seed(orders: 0)
        let seconds = Scale.isFull ? "60" : "3"
        let loads = try (0..<2).map { number in
            try LoadedEngine(
                try books.store,
                in: books.folder,
                name: "gateway-\(number)",
                ["--seconds", seconds, "--workload", "zipf", "--gateway", "\(number)", "--unchecked"]
            )
        }
        for (number, load) in loads.enumerated() {
            #expect(load.process.wait(within: 240) == .exited(0), "\(load.complaint)")
            let report = books.folder.read("gateway-\(number).stdout")
            #expect(report.contains(#""failed":0,"#) && report.contains(#""rejected":0,"#), "\(report)")
            #expect(try books.missing(load.keys()) == 0)
            #expect(load.keys().count > 100)
        }
        let integrity = try books.run("engine", "integrity", within: 600)
        #expect(integrity.exitCode == 0, "\(integrity.output)")
    }
}
