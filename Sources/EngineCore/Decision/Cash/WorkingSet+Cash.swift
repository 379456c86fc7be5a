extension WorkingSet {
    /// A withdrawal or payout of that id; the other kind of request is none.
    func outgoing(_ id: ID) throws(Rejection) -> CashRequest {
        guard let request = self.cashRequests[id], request.kind != .deposit else { throw Rejection(.notFound) }
        return request
    }

    /// A deposit of that id; the other kinds of request are none.
    func deposit(_ id: ID) throws(Rejection) -> CashRequest {
        guard let request = self.cashRequests[id], request.kind == .deposit else { throw Rejection(.notFound) }
        return request
    }

    /// What is available, pending holds already taken off, must not be below zero: then a refund took back commission
    /// that was paid out, and later releases fill it first.
    /// - Throws: `payout-blocked-negative-balance`.
    func checkPayable(_ account: AccountRef) throws(Rejection) {
        guard account.kind == .available, let available = self.accounts[account]?.available, available < 0 else {
            return
        }
        throw Rejection(.payoutBlockedNegativeBalance, ["available": .int(available)])
    }

    /// An external id belongs to one request for ever.
    /// - Throws: `duplicate-external-id`.
    mutating func checkUnique(_ provider: String, _ externalID: String, of id: ID) throws(Rejection) {
        let name = ExternalID(provider: provider, id: externalID)
        let owner = self.externalIDIndex.owner(of: name, in: self.cashRequests)
        if let owner, owner != id { throw Rejection(.duplicateExternalID) }
    }

    /// Adds a request, with its event.
    mutating func insert(_ request: CashRequest, _ context: inout Context) -> Reply {
        self.cashRequests.insert(request)
        var image = request.reply
        image["id"] = nil
        self.record(
            "\(request.kind.name).\(request.state.name)",
            subject: request.id,
            scope: request.principalID,
            after: .object(image),
            &context
        )
        return Reply(201, request.reply)
    }

    /// Moves a request on, with its event; the caller has checked the move.
    @discardableResult
    mutating func move(
        _ request: CashRequest,
        to state: CashState,
        details: [String: CanonicalJSON] = [:],
        _ context: inout Context,
        _ change: (inout CashRequest) -> Void = { _ in }
    ) -> Reply {
        self.cashRequests.update(request.id) {
            $0.state = state
            $0.version += 1
            change(&$0)
        }
        if let moved = self.cashRequests[request.id] { self.externalIDIndex.take(moved) }
        var after = details
        after["state"] = .name(state)
        self.record(
            "\(request.kind.name).\(state.name)",
            subject: request.id,
            scope: request.principalID,
            before: .object(["state": .name(request.state)]),
            after: .object(after),
            &context
        )
        return Reply(200, self.cashRequests[request.id]?.reply ?? [:])
    }

    /// Gives the money of a request back to its owner.
    mutating func voidHold(of request: CashRequest, _ context: inout Context) {
        guard let hold = request.holdSeq else { preconditionFailure("request \(request.id) has no hold") }
        self.void(request.voidCode, hold: hold, from: request.ownerAccount, to: request.externalAccount, &context)
    }
}
