import EngineCore
import SQLStore
import Testing

@Suite("What jobs find") struct DueWorkTests {
    @Test("holds, releases, approvals, periods and keys are found when they are due, not before") func due() throws {
        let books = try BooksFile.shared.get()
        let file = try books.copy()
        var connection = try file.open()
        let far = books.ids.now + 1_000 * Microseconds.day
        #expect(try DueWork.holds(&connection, now: 0, limit: 10).isEmpty)
        try connection.execute("UPDATE hold SET expires_at = 50, state = 0 WHERE seq = (SELECT min(seq) FROM hold)")
        #expect(try DueWork.holds(&connection, now: 49, limit: 10).isEmpty)
        #expect(try DueWork.holds(&connection, now: 50, limit: 10).count == 1)
        let releases = try DueWork.releases(&connection, now: far, limit: 10)
        #expect(releases.count == 1 && releases.allSatisfy { books.ids.orders.contains($0.orderID) })
        #expect(try DueWork.releases(&connection, now: releases[0].due - 1, limit: 10).isEmpty)
        #expect(try DueWork.releases(&connection, now: releases[0].due, limit: 10) == releases)
        #expect(try DueWork.approvals(&connection, madeUntil: far, limit: 10).count == 1)
        #expect(try DueWork.approvals(&connection, madeUntil: 0, limit: 10).isEmpty)
        #expect(try DueWork.closingPeriods(&connection).isEmpty)
        try connection.execute("UPDATE period SET state = 1")
        #expect(try DueWork.closingPeriods(&connection).map(\.lastAgent) == [max(books.ids.top, books.ids.agent)])
        #expect(try DueWork.expiredKeys(&connection, madeBefore: books.ids.now, limit: 10).isEmpty)
        #expect(try DueWork.expiredKeys(&connection, madeBefore: books.ids.now + 1, limit: 10).count == 2)
        let open = try DueWork.openItems(&connection)
        #expect(open.unreconciledItems == 1 && open.undeliveredEvents == 0 && open.oldestUndelivered == nil)
        #expect(open.pendingHolds == 2)
    }

    @Test("logins and sessions are found without a principal") func identity() throws {
        let books = try BooksFile.shared.get()
        let file = try books.copy()
        var connection = try file.open()
        let member = try #require(try connection.principal(id: books.ids.member))
        #expect(try connection.principal(login: member.login) == member)
        #expect(try connection.principal(login: "nobody") == nil)
        #expect(try connection.session(family: books.ids.member) == nil)
    }
}
