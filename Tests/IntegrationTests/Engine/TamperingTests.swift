import Foundation
import Testing

/// T19: one changed byte of an old transfer, event or seal is found, and the batch named.
@Suite(.blocking) struct TamperingTests {
    /// A change of one value, and the query for the batch it is in.
    struct Change: Sendable, CustomTestStringConvertible {
        let name: String
        let sql: String
        let batch: String

        var testDescription: String { self.name }
    }

    private static let changes = [
        Change(
            name: "transfer",
            sql: "UPDATE transfer SET amount = amount + 1 WHERE seq = 5",
            batch: "SELECT batch FROM transfer WHERE seq = 5"
        ),
        Change(
            name: "event",
            sql: "UPDATE audit_event SET action = 'x' || substr(action, 2) WHERE seq = 7",
            batch: "SELECT batch FROM audit_event WHERE seq = 7"
        ),
        Change(name: "seal", sql: "UPDATE batch_seal SET at = at + 1 WHERE batch = 4", batch: "SELECT 4"),
        Change(
            name: "removed event",
            sql: "DELETE FROM audit_event WHERE seq = 9",
            batch: "SELECT batch FROM audit_event WHERE seq = 9"
        ),
    ]

    @Test(arguments: EngineFolder.Kind.allCases)
    func oneChangedValueIsFoundAndItsBatchNamed(_ kind: EngineFolder.Kind) throws {
        let books = try EngineFolder(kind)
        try books.seed()
        let places = ["audit", "verify", "--state-dir", books.folder.file("state")]
        let intact = try books.run(places)
        #expect(intact.exitCode == 0)
        #expect(intact.output.contains("engine chain intact: "))
        #expect(try books.run("engine", "integrity").exitCode == 0)
        for change in Self.changes {
            let books = try EngineFolder(kind)
            try books.seed(orders: 5)
            let batch = try books.number(change.batch)
            try books.tamper(change.sql)
            let places = ["audit", "verify", "--state-dir", books.folder.file("state")]
            let run = try books.run(places)
            #expect(run.exitCode == 1, "\(change.name)")
            #expect(run.output.contains("engine chain broken at batch \(batch)\n"), "\(change.name): \(run.output)")
            let json = try books.run(places + ["--json"])
            #expect(json.output.contains(#""first_bad_batch":\#(batch),"intact":false"#), "\(change.name)")
            let integrity = try books.run("engine", "integrity", "--json")
            #expect(integrity.exitCode == 1)
            #expect(integrity.output.contains(#""name":"audit_chain","violations":[{"#), "\(change.name)")
        }
    }

    /// Whoever can write the database can make a chain that fits itself: only the seals outside tell.
    @Test(arguments: EngineFolder.Kind.allCases)
    func aChainThatWasCutBackDoesNotFitTheSealsOnRecord(_ kind: EngineFolder.Kind) throws {
        let books = try EngineFolder(kind)
        try books.seed(orders: 6)
        let head = try books.number("SELECT batch FROM chain_head")
        // Holds that are overdue give a gateway's jobs something to do.
        try books.tamper("UPDATE hold SET expires_at = 1 WHERE state = 0")
        try books.tamper("UPDATE orders SET expires_at = 1 WHERE state = 0")
        let gateway = try books.serve()
        defer { gateway.kill() }
        try Deadline.wait(for: "a seal on record") {
            books.folder.read("audit.jsonl").contains(#""event.action":"audit.seal""#) ? () : nil
        }
        gateway.signal(SIGTERM)
        #expect(gateway.wait() == .exited(0))
        let last = try books.number("SELECT batch FROM chain_head")
        #expect(last > head)
        let places = [
            "audit", "verify", "--state-dir", books.folder.file("state"), "--logs-dir", books.folder.path,
        ]
        let intact = try books.run(places)
        #expect(intact.exitCode == 0, "\(intact.output)")
        #expect(intact.output.contains(/engine chain intact: .* [1-9]\d* seals on record/))
        for table in ["transfer", "audit_event", "batch_seal"] {
            try books.tamper("DELETE FROM \(table) WHERE batch > \(head)")
        }
        try books.tamper(
            """
            UPDATE chain_head SET batch = \(head),
              last_transfer = (SELECT last_transfer FROM batch_seal WHERE batch = \(head)),
              last_event = (SELECT last_event FROM batch_seal WHERE batch = \(head)),
              hash = (SELECT hash FROM batch_seal WHERE batch = \(head))
            """
        )
        let cut = try books.run(places)
        #expect(cut.exitCode == 1)
        #expect(cut.output.contains(/engine chain broken at batch \d+/), "\(cut.output)")
        #expect(cut.output.contains("its seal is not the one in the audit records"))
    }
}
