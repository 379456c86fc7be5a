import EngineCore
import SQLStore
import TestKit
import Testing

/// The third barrier: raw SQL under the roles, without any condition of ours.
@Suite("Row security", .serialized, .timeLimit(.minutes(15))) struct RowSecurityTests {
    /// The tables with an owner, and which rows belong to `me`, whose subtree has `agents` and `members`.
    private static func owned(_ me: String, _ agents: String, _ members: String) -> [(table: String, condition: String)]
    {
        let orders = "SELECT id FROM orders WHERE member_id = \(me) OR agent_id IN (\(agents))"
        return [
            ("principal", "id = \(me) OR id IN (\(agents)) OR id IN (\(members))"), ("session", "principal_id = \(me)"),
            ("agent", "id = \(me) OR id IN (\(agents))"), ("member", "id = \(me) OR id IN (\(members))"),
            ("agent_closure", "ancestor = \(me)"), ("ownership", "member_id = \(me) OR member_id IN (\(members))"),
            ("orders", "member_id = \(me) OR agent_id IN (\(agents))"), ("order_line", "order_id IN (\(orders))"),
            ("refund", "order_id IN (\(orders))"), ("commission", "agent_id IN (\(agents))"),
            (
                "clawback",
                """
                (refund_id, line, level) IN (SELECT r.id, c.line, c.level FROM refund r JOIN commission c
                  ON c.order_id = r.order_id WHERE c.agent_id IN (\(agents)))
                """
            ),
            ("account", "owner_id = \(me)"),
            (
                "transfer",
                """
                debit_id IN (SELECT id FROM account WHERE owner_id = \(me))
                OR credit_id IN (SELECT id FROM account WHERE owner_id = \(me))
                """
            ),
            (
                "hold",
                """
                ref_id IN (SELECT id FROM orders WHERE member_id = \(me))
                OR ref_id IN (SELECT id FROM cash_request WHERE principal_id = \(me))
                """
            ),
            ("cash_request", "principal_id = \(me)"), ("statement", "agent_id IN (\(agents))"), ("approval", "false"),
            ("recon_item", "false"), ("idempotency_key", "owner_id = \(me)"),
            ("audit_event", "scope_id = \(me) OR scope_id IN (\(agents)) OR scope_id IN (\(members))"),
        ]
    }

    private static let tables = Self.owned("NULL", "NULL", "NULL").map(\.table)

    private static func list(_ ids: [ID]) -> String {
        ids.isEmpty ? "NULL" : ids.map { "'\($0)'::uuid" }.joined(separator: ", ")
    }

    private func count(
        _ connection: inout PostgreSQLConnection,
        _ table: String,
        _ condition: String = "true"
    ) throws -> Int64 {
        try connection.ask("SELECT count(*) FROM \(table) WHERE \(condition)", as: NumberRow.self)[0].number
    }

    @Test("row security is enabled and forced on every table with an owner") func forced() throws {
        let books = try BooksDatabase.shared.get()
        var connection = try books.server.connect(books.name)
        let forced = try connection.ask(
            "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity",
            as: NameRow.self
        ).map(\.name)
        #expect(forced.sorted() == Self.tables.sorted())
        let ownerless = Set(TableNames.all.map(\.name)).subtracting(Self.tables)
        #expect(
            ownerless.sorted() == [
                "batch_seal", "chain_head", "consumer", "ledger", "period", "plan", "price", "product",
                "schema_migration", "setting", "stock",
            ]
        )
    }

    @Test("without a principal the reading role sees nothing, and the owner of the tables never does") func nobody()
        throws
    {
        let books = try BooksDatabase.shared.get()
        var unset = try books.server.connect(books.name, role: "wg_api")
        var owner = try books.server.connect(books.name, user: BooksDatabase.owner)
        var admin = try books.server.connect(books.name, role: "wg_api")
        try admin.run("SET app.role = 'admin'")
        for table in Self.tables {
            #expect(try self.count(&unset, table) == 0, "\(table)")
            #expect(try self.count(&owner, table) == 0, "\(table)")
            #expect(try self.count(&admin, table) == 0, "\(table): a role without a principal")
        }
    }

    @Test("an admin and the engine see all rows; the scope ends with the transaction") func everybody() throws {
        let books = try BooksDatabase.shared.get()
        var all = try books.server.connect(books.name)
        var engine = try books.server.connect(books.name, role: "wg_engine")
        var api = try books.server.connect(books.name, role: "wg_api")
        for table in Self.tables {
            let expected = try self.count(&all, table)
            #expect(expected > 0)
            #expect(try self.count(&engine, table) == expected, "\(table)")
            let scope = Reader.scope(.admin(books.ids.admin, .super))
            let seen = try api.reading(for: scope) { connection throws(SQLError) in
                try connection.ask("SELECT count(*) FROM \(table)", as: NumberRow.self)
            }
            #expect(seen[0].number == expected, "\(table)")
            #expect(try self.count(&api, table) == 0, "\(table) after the transaction")
        }
    }

    @Test("every principal sees exactly the own rows of every table", arguments: 0..<5) func sweep(index: Int) throws {
        let books = try BooksDatabase.shared.get()
        let ids = books.ids
        let people: [(scope: Scope, agents: [ID], members: [ID])] = [
            (.member(ids.member), [], []), (.member(ids.strangerMember), [], []),
            (.agent(ids.agent), [ids.agent], [ids.member]), (.agent(ids.top), [ids.top, ids.agent], [ids.member]),
            (.agent(ids.stranger), [ids.stranger], [ids.strangerMember]),
        ]
        let (scope, agents, members) = people[index]
        // All trade in the books is of one member and two agents; nobody else may see all rows of any table.
        let isOfShop = [ids.member, ids.agent, ids.top].contains(scope.principal)
        var all = try books.server.connect(books.name)
        var api = try books.server.connect(books.name, role: "wg_api")
        for (table, condition) in Self.owned(Self.list([scope.principal]), Self.list(agents), Self.list(members)) {
            let total = try self.count(&all, table)
            let expected = try self.count(&all, table, condition)
            let seen = try api.reading(for: .scope(scope)) { connection throws(SQLError) in
                (
                    try connection.ask("SELECT count(*) FROM \(table)", as: NumberRow.self)[0].number,
                    try connection.ask("SELECT count(*) FROM \(table) WHERE \(condition)", as: NumberRow.self)[0].number
                )
            }
            #expect(
                seen.0 == expected && seen.1 == expected && (expected < total || isOfShop),
                "\(scope) sees \(seen) of \(table)"
            )
        }
    }

    @Test("the reading role writes nothing; the engine's leaves history alone and deletes only expired keys")
    func rights() throws {
        let books = try BooksDatabase.shared.get()
        let name = try books.copy()
        var api = try books.server.connect(name, role: "wg_api")
        #expect(throws: SQLError.self) { try api.run("INSERT INTO ledger VALUES (9, 'EUR', 2)") }
        #expect(throws: SQLError.self) { try api.run("UPDATE setting SET value = ''") }
        var engine = try books.server.connect(name, role: "wg_engine")
        #expect(throws: SQLError.self) { try engine.run("UPDATE transfer SET amount = 1") }
        #expect(throws: SQLError.self) { try engine.run("DELETE FROM audit_event") }
        #expect(throws: SQLError.self) { try engine.run("UPDATE schema_migration SET phase = 9") }
        try engine.run("UPDATE setting SET value = '1'")
        let day = "(extract(epoch FROM now()) * 1000000)::int8 - 86400000000"
        try engine.run("UPDATE idempotency_key SET created_at = \(day) WHERE owner_id = '\(books.ids.member)'")
        try engine.run("UPDATE idempotency_key SET created_at = 1 WHERE owner_id = '\(books.ids.agent)'")
        try engine.run("DELETE FROM idempotency_key")
        #expect(try self.count(&engine, "idempotency_key") == 1)
        for role in ["wg_engine", "wg_api"] {
            var connection = try books.server.connect(name, role: role)
            #expect(try connection.ask(PostgreSQLRoles.check, as: NameRow.self).isEmpty, "\(role)")
        }
        var superuser = try books.server.connect(name)
        #expect(try !superuser.ask(PostgreSQLRoles.check, as: NameRow.self).isEmpty)
    }

    @Test("the login role inherits nothing until it becomes another") func login() throws {
        let books = try BooksDatabase.shared.get()
        var connection = try books.server.connect(books.name, user: "watchgate")
        #expect(throws: SQLError.self) { try connection.run("SELECT 1 FROM ledger") }
        try connection.run("SET ROLE wg_api")
        try connection.run("SELECT 1 FROM ledger")
    }
}
