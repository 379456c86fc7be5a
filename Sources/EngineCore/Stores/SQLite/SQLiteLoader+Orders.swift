import SQLStore

/// Orders and money on its way, each with what belongs to it.
extension SQLiteLoader {
    func order(_ id: ID, _ connection: borrowing SQLiteConnection, into set: inout WorkingSet) throws(SQLError) {
        guard let order = try self.row(LoadQueries.order, id, connection, into: &set.orders) else { return }
        let lines = try self.rows(LoadQueries.orderLines, connection, into: &set.orderLines) { $0.id(id) }
        let commissions = try self.rows(LoadQueries.commissions, connection, into: &set.commissions) { $0.id(id) }
        try self.rows(LoadQueries.refundsOfOrder, connection, into: &set.refunds) { $0.id(id) }
        if let seq = order.holdSeq { try self.hold(seq, connection, into: &set) }
        for line in lines {
            if let planID = line.planID { try self.row(LoadQueries.plan, planID, connection, into: &set.plans) }
            try self.row(LoadQueries.stock, line.productID, connection, into: &set.stocks)
        }
        for commission in commissions {
            try self.row(LoadQueries.agent, commission.agentID, connection, into: &set.agents)
            try self.row(LoadQueries.principal, commission.agentID, connection, into: &set.principals)
        }
        if let agentID = order.agentID { try self.upline(agentID, connection, into: &set) }
        try self.row(LoadQueries.principal, order.memberID, connection, into: &set.principals)
    }

    func cash(
        _ needs: Needs,
        _ connection: borrowing SQLiteConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        for id in needs.cashRequests.sorted() {
            let found = try self.row(LoadQueries.cashRequest, id, connection, into: &set.cashRequests)
            guard let request = found else { continue }
            if let seq = request.holdSeq { try self.hold(seq, connection, into: &set) }
            try self.row(LoadQueries.principal, request.principalID, connection, into: &set.principals)
        }
        for external in needs.externalIDs.sorted() {
            try self.rows(LoadQueries.cashByExternalID, connection, into: &set.cashRequests) {
                $0.text(external.provider)
                $0.text(external.id)
            }
        }
        for window in needs.providerWindows {
            try self.rows(LoadQueries.cashOfProvider, connection, into: &set.cashRequests) {
                $0.text(window.provider)
                $0.int64(window.from)
                $0.int64(window.to)
            }
        }
    }

    func transfer(_ seq: Int64, _ connection: borrowing SQLiteConnection, into set: inout WorkingSet) throws(SQLError) {
        let found = try self.rows(LoadQueries.transfer, connection, into: &set.transfers) { $0.int64(seq) }
        for transfer in found {
            try self.rows(LoadQueries.corrections, connection, into: &set.transfers) { $0.id(transfer.id) }
        }
    }

    private func hold(
        _ seq: Int64,
        _ connection: borrowing SQLiteConnection,
        into set: inout WorkingSet
    ) throws(SQLError) {
        try self.rows(LoadQueries.hold, connection, into: &set.holds) { $0.int64(seq) }
    }
}
