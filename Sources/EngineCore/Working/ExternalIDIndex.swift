/// The cash requests of a working set by external id, so that a batch of callbacks does not search all for each.
package struct ExternalIDIndex: Sendable {
    private var owners: [ExternalID: ID] = [:]
    private var count = 0

    package init() {}

    /// The request among `rows` that has this external id.
    package mutating func owner(of name: ExternalID, in rows: RowSet<CashRequest>) -> ID? {
        if self.count != rows.count {
            for row in rows.rows { self.take(row) }
            self.count = rows.count
        }
        return self.owners[name]
    }

    /// Takes the external id that a request has got.
    package mutating func take(_ request: CashRequest) {
        guard let provider = request.provider, let id = request.externalID else { return }
        self.owners[ExternalID(provider: provider, id: id)] = request.id
    }
}
