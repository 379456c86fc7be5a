import EngineCore
import SQLStore
import Testing

@Suite("Pages") struct PageTests {
    private func pages<Read: EngineRead, Row>(
        _ connection: inout some ReadConnection & ~Copyable,
        _ scope: Scope,
        _ read: (PageRequest) -> Read
    ) throws -> [[Row]] where Read.Result == Page<Row> {
        var pages: [[Row]] = []
        var cursor: String?
        repeat {
            let request = try #require(PageRequest(limit: 2, cursor: cursor))
            let page = try connection.answer(read(request), as: scope).value
            pages.append(page.rows)
            cursor = page.next
        } while cursor != nil && pages.count < 200
        return pages
    }

    @Test("orders come newest first, each once") func orders() throws {
        let books = try BooksFile.shared.get()
        let file = try books.copy()
        var connection = try file.open()
        let pages = try self.pages(&connection, .member(books.ids.member)) { OrdersRead(page: $0) }
        #expect(pages.flatMap { $0 }.map(\.id) == books.ids.orders.reversed())
        #expect(pages.dropLast().allSatisfy { $0.count == 2 })
    }

    @Test("entries come newest first, both sides of a transfer between own accounts") func entries() throws {
        let books = try BooksFile.shared.get()
        let file = try books.copy()
        var connection = try file.open()
        let scope = Scope.agent(books.ids.agent)
        let pages = try self.pages(&connection, scope) { WalletEntriesRead(page: $0) }
        let whole = try connection.answer(WalletEntriesRead(page: try #require(PageRequest(limit: 200))), as: scope)
        #expect(pages.flatMap { $0 } == whole.value.rows && whole.asOf == books.ids.lastTransfer)
        let releases = whole.value.rows.filter { $0.code == .commissionRelease }
        #expect(!releases.isEmpty && releases.reduce(0) { $0 + $1.amount } == 0)
        let accounts = try connection.answer(WalletRead(), as: scope).value
        for account in accounts {
            let newest = whole.value.rows.first { $0.accountID == account.id }
            #expect(newest?.balance == account.posted)
        }
    }

    @Test("commissions, totals, statements, events and the tree go on where they ended") func others() throws {
        let books = try BooksFile.shared.get()
        let file = try books.copy()
        var connection = try file.open()
        let (top, auditor) = (Scope.agent(books.ids.top), Scope.admin(books.ids.admin, .auditor))
        let commissions = try self.pages(&connection, auditor) { CommissionsRead(page: $0) }.flatMap { $0 }
        #expect(Set(commissions.map(\.key)).count == commissions.count && commissions.count > 4)
        #expect(commissions.map(\.key) == commissions.map(\.key).sorted(by: >))
        let events = try self.pages(&connection, auditor) { AuditEventsRead(page: $0) }.flatMap { $0 }.map(\.seq)
        #expect(events == Array((1...books.ids.lastEvent).reversed()))
        let tree = try self.pages(&connection, top) { AgentTreeRead(root: books.ids.top, page: $0) }.flatMap { $0 }
        #expect(tree.map(\.id) == [books.ids.top, books.ids.agent] && tree.map(\.depth) == [0, 1])
        let totals = try self.pages(&connection, top) { CommissionTotalsRead(page: $0) }.flatMap { $0 }
        #expect(totals.allSatisfy { $0.held + $0.released == $0.accrued - $0.reversed })
        let first = try connection.answer(EventsRead(after: 0, limit: 3), as: auditor).value
        #expect(first.events.map(\.seq) == [1, 2, 3] && first.next == 3)
        let rest = try connection.answer(EventsRead(after: first.next, limit: 1_000), as: auditor).value
        #expect(rest.events.first?.seq == 4 && rest.next == books.ids.lastEvent)
    }

    @Test(
        "a cursor that the list did not give is refused",
        arguments: [
            "", "o", "x", "p-\(String(repeating: "0", count: 32))", "o-1", "o-\(String(repeating: "G", count: 32))",
        ]
    )
    func wrongCursor(cursor: String) throws {
        let books = try BooksFile.shared.get()
        let file = try books.copy()
        var connection = try file.open()
        let page = try #require(PageRequest(limit: 1, cursor: cursor))
        let error = #expect(throws: QueryError.self) {
            try connection.answer(OrdersRead(page: page), as: .member(books.ids.member))
        }
        #expect(error?.code == .invalidCursor)
        let isOpen = connection.isInTransaction
        #expect(!isOpen)
    }

    @Test("a page has 1 to 200 rows") func limits() {
        #expect(PageRequest(limit: 0) == nil && PageRequest(limit: 201) == nil)
        #expect(PageRequest(limit: 1) != nil && PageRequest(limit: 200) != nil)
    }
}
