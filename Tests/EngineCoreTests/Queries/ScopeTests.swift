import EngineCore
import SQLStore
import TestKit
import Testing

@Suite("Reads stay in scope", .timeLimit(.minutes(15))) struct ScopeTests {
    private static func scopes(_ ids: BooksIDs) -> [Scope] {
        [
            .member(ids.member), .member(ids.strangerMember), .agent(ids.agent), .agent(ids.top), .agent(ids.stranger),
            .admin(ids.admin, []), .admin(ids.admin, .super), .admin(ids.admin, .finance),
            .admin(ids.admin, .operations),
            .admin(ids.admin, .support), .admin(ids.admin, .auditor),
        ]
    }

    private func sight(_ scope: Scope) throws -> [String: Int] {
        let books = try BooksFile.shared.get()
        let file = try books.copy()
        var connection = try file.open()
        return try Sight(&connection, scope, books.ids).counts
    }

    @Test("a member sees the own rows, and another member none of them") func members() throws {
        let ids = try BooksFile.shared.get().ids
        let own = try self.sight(.member(ids.member))
        #expect(own["orders"] == ids.orders.count && own["order by id"] == ids.orders.count)
        #expect(own["refunds"] == ids.refunds.count && own["refund by id"] == ids.refunds.count)
        #expect(own["wallets"] == 1 && own["cash requests"] == 2 && own["sessions"] == 1 && own["member by id"] == 1)
        let hidden = [
            "tree", "agent by id", "admins", "plans", "commissions", "commission totals", "statements", "periods",
            "approvals", "recon items", "audit events", "settings", "trial balance",
        ]
        for name in hidden { #expect(own[name] == 0, "\(name)") }
        let other = try self.sight(.member(ids.strangerMember))
        for name in hidden + [
            "orders", "order by id", "refunds", "refund by id", "cash requests", "entries of the member",
        ] {
            #expect(other[name] == 0, "\(name)")
        }
        #expect(other["wallets"] == 1 && other["entries"] == 1 && other["products"] == 1)
    }

    @Test("an agent sees the own subtree, and another agent nothing of it") func agents() throws {
        let ids = try BooksFile.shared.get().ids
        for agent in [ids.agent, ids.top] {
            let own = try self.sight(.agent(agent))
            #expect(own["orders"] == ids.orders.count && own["refund by id"] == ids.refunds.count)
            #expect(own["member by id"] == 1 && own["members"] == 1 && own["wallets"] == 1)
            #expect(own["agent by id"] == (agent == ids.top ? 2 : 1) && own["tree"] == (agent == ids.top ? 2 : 0))
            #expect(own["entries of the member"] == 0 && own["plans"] == 1 && own["settings"] == 1)
            #expect(own["commissions"] ?? 0 > 0 && own["statements"] == 1 && own["audit events"] == 0)
            #expect(own["commission totals"] == (agent == ids.top ? 2 : 1))
        }
        let other = try self.sight(.agent(ids.stranger))
        for name in ["orders", "order by id", "refunds", "tree", "commissions", "commission totals", "statements"] {
            #expect(other[name] == 0, "\(name)")
        }
        #expect(other["members"] == 1 && other["member by id"] == 1 && other["agent by id"] == 1)
    }

    @Test("an admin sees what the roles may read, and without a role nothing of anybody") func admins() throws {
        let ids = try BooksFile.shared.get().ids
        let none = try self.sight(.admin(ids.admin, []))
        #expect(none.filter { $0.value > 0 }.isEmpty, "\(none)")
        let finance = try self.sight(.admin(ids.admin, .finance))
        #expect(finance["wallets"] == 5 && finance["approvals"] == 2 && finance["recon items"] == 1)
        #expect(finance["members"] == 0 && finance["audit events"] == 0 && finance["orders"] == ids.orders.count)
        let support = try self.sight(.admin(ids.admin, .support))
        #expect(support["members"] == 2 && support["wallets"] == 0 && support["approvals"] == 0)
        let operations = try self.sight(.admin(ids.admin, .operations))
        #expect(operations["approvals"] == 0 && operations["agent by id"] == 3 && operations["trial balance"] == 0)
        let auditor = try self.sight(.admin(ids.admin, .auditor))
        #expect(auditor["audit events"] ?? 0 > 0 && auditor["admins"] ?? 0 > 0 && auditor["trial balance"] ?? 0 > 0)
        let superuser = try self.sight(.admin(ids.admin, .super))
        #expect(superuser["settings"] == 1 && superuser["orders"] == 0 && superuser["cash requests"] == 0)
    }

    @Test("contact data is masked for agents alone") func masked() throws {
        let books = try BooksFile.shared.get()
        let file = try books.copy()
        var connection = try file.open()
        try connection.execute("UPDATE principal SET login = 'alice@example.com' WHERE id = x'\(books.ids.member.hex)'")
        func login(_ scope: Scope) throws -> [String] {
            let one = try connection.answer(MemberRead(id: books.ids.member), as: scope).value
            let page = try connection.answer(MembersRead(page: try #require(PageRequest())), as: scope).value
            return [one?.login ?? "", page.rows.first { $0.id == books.ids.member }?.login ?? ""]
        }
        #expect(try login(.agent(books.ids.top)) == ["a***@e***", "a***@e***"])
        #expect(try login(.admin(books.ids.admin, .support)) == ["alice@example.com", "alice@example.com"])
    }

    @Test("PostgreSQL answers the same under the reading role with row security", arguments: 0..<11)
    func postgreSQL(index: Int) throws {
        let books = try BooksDatabase.shared.get()
        var connection = try books.server.connect(books.name, role: "wg_api")
        let scope = Self.scopes(books.ids)[index]
        let counts = try Sight(&connection, scope, books.ids).counts
        let file = Self.scopes(try BooksFile.shared.get().ids)[index]
        let expected = try self.sight(file)
        #expect(counts == expected, "\(scope)")
    }
}

extension ID {
    fileprivate var hex: String { self.description.filter { $0 != "-" } }
}
