import EngineCore

/// Who and what is in the books.
struct BooksIDs: Sendable {
    let top: ID
    let agent: ID
    let member: ID
    let stranger: ID
    let strangerMember: ID
    let admin: ID
    let orders: [ID]
    let refunds: [ID]
    let cashRequests: [ID]
    let product: ID
    let now: Int64
    let lastTransfer: Int64
    let lastEvent: Int64

    init(_ books: Books) {
        self.top = books.shop.top.id
        self.agent = books.shop.agent.id
        self.member = books.shop.member.id
        self.stranger = books.stranger.id
        self.strangerMember = books.strangerMember.id
        self.admin = books.admin.id
        self.orders = books.bench.set.orders.rows.map(\.id).sorted()
        self.refunds = books.bench.set.refunds.rows.map(\.id).sorted()
        self.cashRequests = books.bench.set.cashRequests.rows.map(\.id).sorted()
        self.product = books.shop.product
        self.now = books.now
        self.lastTransfer = books.head.lastTransfer
        self.lastEvent = books.head.lastEvent
    }
}
