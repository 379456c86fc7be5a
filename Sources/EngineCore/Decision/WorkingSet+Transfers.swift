/// Moving money: the only code that changes an account.
extension WorkingSet {
    /// Posts a transfer that stands alone.
    ///
    /// The caller has checked that both accounts are loaded and that the debit account may give the amount (`checkFunds`).
    /// - Returns: The transfer's number.
    @discardableResult
    package mutating func transfer(
        _ code: TransferCode,
        from debit: AccountRef,
        to credit: AccountRef,
        amount: Int64,
        refID: ID,
        _ context: inout Context
    ) -> Int64 {
        self.move(code, .single, debit, credit, amount, pendingSeq: nil, refID, &context)
    }

    /// Reserves an amount: a pending transfer and a hold that waits for `post` or `void`.
    ///
    /// From `expiresAt` on, microseconds, it cannot be posted; nil: it waits for ever.
    /// - Returns: The hold's number.
    package mutating func hold(
        _ code: TransferCode,
        from debit: AccountRef,
        to credit: AccountRef,
        amount: Int64,
        refID: ID,
        expiresAt: Int64?,
        _ context: inout Context
    ) -> Int64 {
        let seq = self.move(code, .pending, debit, credit, amount, pendingSeq: nil, refID, &context)
        self.holds.insert(
            Hold(seq: seq, refID: refID, amount: amount, expiresAt: expiresAt, state: .pending, resolvedSeq: nil)
        )
        return seq
    }

    /// Posts a hold in full.
    package mutating func post(
        _ code: TransferCode,
        hold seq: Int64,
        from debit: AccountRef,
        to credit: AccountRef,
        _ context: inout Context
    ) { self.resolve(code, .post, .posted, seq, debit, credit, &context) }

    /// Gives a hold back; `expired` says that its time ran out.
    package mutating func void(
        _ code: TransferCode,
        hold seq: Int64,
        expired: Bool = false,
        from debit: AccountRef,
        to credit: AccountRef,
        _ context: inout Context
    ) { self.resolve(code, .void, expired ? .expired : .voided, seq, debit, credit, &context) }

    private mutating func resolve(
        _ code: TransferCode,
        _ phase: TransferPhase,
        _ state: HoldState,
        _ seq: Int64,
        _ debit: AccountRef,
        _ credit: AccountRef,
        _ context: inout Context
    ) {
        guard let hold = self.holds[seq], hold.state == .pending else {
            preconditionFailure("hold \(seq) is not pending")
        }
        let resolved = self.move(code, phase, debit, credit, hold.amount, pendingSeq: seq, hold.refID, &context)
        self.holds.update(seq) {
            $0.state = state
            $0.resolvedSeq = resolved
        }
    }

    private mutating func move(
        _ code: TransferCode,
        _ phase: TransferPhase,
        _ debitRef: AccountRef,
        _ creditRef: AccountRef,
        _ amount: Int64,
        pendingSeq: Int64?,
        _ refID: ID,
        _ context: inout Context
    ) -> Int64 {
        guard let debit = self.accounts[debitRef], let credit = self.accounts[creditRef] else {
            preconditionFailure("accounts of \(code) are not loaded")
        }
        precondition(debit.id != credit.id && debit.ledgerID == credit.ledgerID && amount > 0, "transfer \(code)")
        let seq = context.nextTransfer()
        self.accounts.update(debit.id) {
            $0.apply(phase, debit: amount)
            $0.lastSeq = seq
            precondition(
                !$0.kind.isNeverNegative || $0.available >= 0,
                "\($0.kind) overdrawn by \(code): \($0.available)"
            )
        }
        self.accounts.update(credit.id) {
            $0.apply(phase, credit: amount)
            $0.lastSeq = seq
        }
        let debitAfter = self.accounts[debit.id]?.balance ?? 0
        let creditAfter = self.accounts[credit.id]?.balance ?? 0
        self.transfers.insert(
            Transfer(
                seq: seq,
                id: context.nextID(),
                batch: context.batch,
                at: context.now,
                ledgerID: debit.ledgerID,
                code: code,
                phase: phase,
                debitID: debit.id,
                creditID: credit.id,
                amount: amount,
                pendingSeq: pendingSeq,
                refID: refID,
                debitAfter: debitAfter,
                creditAfter: creditAfter
            )
        )
        return seq
    }

    /// Checks that an account may give `amount` by `code`, and that no sum of either account overflows.
    /// - Throws: `insufficient-funds` with `available` and `required`; `amount-out-of-range`.
    package func checkFunds(
        _ code: TransferCode,
        from debit: AccountRef,
        to credit: AccountRef,
        amount: Int64
    ) throws(Rejection) {
        try Amount.check(amount)
        guard let from = self.accounts[debit], let to = self.accounts[credit] else { throw Rejection(.notFound) }
        let sums = [from.debitsPosted, from.debitsPending, to.creditsPosted, to.creditsPending]
        guard sums.allSatisfy({ $0 <= Int64.max / 4 - amount }) else {
            throw Rejection(.amountOutOfRange, ["amount": .int(amount)])
        }
        let mayOverdraw = debit.kind.isPlatform || (debit.kind == .available && code.mayOverdrawAvailable)
        if !mayOverdraw && from.available < amount {
            throw Rejection(.insufficientFunds, ["available": .int(from.available), "required": .int(amount)])
        }
    }
}

extension Account {
    fileprivate mutating func apply(_ phase: TransferPhase, debit amount: Int64) {
        switch phase {
        case .single: self.debitsPosted += amount
        case .pending: self.debitsPending += amount
        case .post:
            self.debitsPending -= amount
            self.debitsPosted += amount
        case .void: self.debitsPending -= amount
        }
    }

    fileprivate mutating func apply(_ phase: TransferPhase, credit amount: Int64) {
        switch phase {
        case .single: self.creditsPosted += amount
        case .pending: self.creditsPending += amount
        case .post:
            self.creditsPending -= amount
            self.creditsPosted += amount
        case .void: self.creditsPending -= amount
        }
    }
}
