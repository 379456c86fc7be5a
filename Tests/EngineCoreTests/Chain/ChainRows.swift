import EngineCore

/// One batch with every kind of column: two transfers (one without `pending_seq`), two events (one without scope and
/// images, one with text beyond ASCII).
enum ChainRows {
    static let first = ID(high: 0x0189_0A5D_AC96_774B, low: 0xBCCE_B302_099A_8057)
    static let second = ID(high: 0x0189_0A5D_AC96_774B, low: 0xBCCE_B302_099A_8058)
    static let at: Int64 = 1_772_366_400_000_000

    static func transfers(_ from: Int64 = 1, batch: Int64 = 1) -> [Transfer] {
        let hold = Transfer(
            seq: from,
            id: Self.first,
            batch: batch,
            at: Self.at,
            ledgerID: 1,
            code: .orderHold,
            phase: .pending,
            debitID: 7,
            creditID: 1,
            amount: 999,
            refID: Self.second,
            debitAfter: 1,
            creditAfter: 0
        )
        let post = Transfer(
            seq: from + 1,
            id: Self.second,
            batch: batch,
            at: Self.at,
            ledgerID: 1,
            code: .orderPost,
            phase: .post,
            debitID: 7,
            creditID: 1,
            amount: 999,
            pendingSeq: from,
            refID: Self.second,
            debitAfter: -998,
            creditAfter: 999
        )
        return [hold, post]
    }

    static func events(_ from: Int64 = 1, batch: Int64 = 1) -> [AuditEvent] {
        [
            AuditEvent(
                seq: from,
                batch: batch,
                at: Self.at,
                actorID: .nil,
                action: "order.paid",
                subjectID: Self.second,
                scopeID: Self.first,
                before: #"{"state":"awaiting_payment"}"#,
                after: #"{"name":"Zoë","state":"paid"}"#,
                requestID: "req-1",
                traceID: ""
            ),
            AuditEvent(
                seq: from + 1,
                batch: batch,
                at: Self.at,
                actorID: Self.first,
                action: "x",
                subjectID: Self.second,
                after: "",
                requestID: "r",
                traceID: "t"
            ),
        ]
    }

    /// A right seal over rows.
    static func seal(after head: ChainHead, _ transfers: [Transfer], _ events: [AuditEvent]) -> BatchSeal {
        var seal = BatchSeal(
            batch: head.batch + 1,
            at: Self.at,
            lastTransfer: head.lastTransfer + Int64(transfers.count),
            lastEvent: head.lastEvent + Int64(events.count),
            prevHash: head.hash,
            hash: []
        )
        seal.hash = seal.expectedHash(transfers: ChainDigest.hash(transfers), events: ChainDigest.hash(events))
        return seal
    }
}
