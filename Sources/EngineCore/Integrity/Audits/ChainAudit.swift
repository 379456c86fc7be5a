import SQLStore

/// I13: recomputes the chain of seals from a batch on, and compares its end with the head.
enum ChainAudit {
    /// Batches that are read at once.
    private static let pageSize: Int64 = 100

    private static let seals = ReadQuery(
        "chain_seals",
        [.int64, .int64],
        "SELECT \(BatchSeal.table.columns("s")) FROM batch_seal s WHERE s.batch >= $1 ORDER BY s.batch LIMIT $2"
    )
    private static let transfers = ReadQuery(
        "chain_transfers",
        [.int64, .int64],
        "SELECT \(Transfer.table.columns("t")) FROM transfer t WHERE t.seq > $1 AND t.seq <= $2 ORDER BY t.seq"
    )
    private static let events = ReadQuery(
        "chain_events",
        [.int64, .int64],
        "SELECT \(AuditEvent.table.columns("e")) FROM audit_event e WHERE e.seq > $1 AND e.seq <= $2 ORDER BY e.seq"
    )

    /// The first batch after `batch` that is wrong, nil if none is; that batch itself is known to be right, or 0.
    static func firstFault(
        _ connection: inout some ReadConnection & ~Copyable,
        after batch: Int64,
        anchors: [Int64: [UInt8]] = [:]
    ) throws(SQLError) -> ChainFault? {
        guard let head = try connection.row(ChainHead.current, as: ChainHead.self) else {
            return ChainFault(batch: 0, reason: .head)
        }
        guard var verifier = try self.verifier(&connection, after: batch, anchors) else {
            return ChainFault(batch: batch, reason: .batchGap)
        }
        while verifier.head.batch < head.batch {
            let page = try self.seals(&connection, after: verifier.head.batch)
            if page.isEmpty { break }
            for seal in page {
                if let fault = try self.check(seal, &verifier, &connection) { return fault }
            }
        }
        do throws(ChainFault) { try verifier.finish(head) } catch { return error }
        return nil
    }

    /// A verifier that goes on after a batch; nil if that batch has no seal.
    private static func verifier(
        _ connection: inout some ReadConnection & ~Copyable,
        after batch: Int64,
        _ anchors: [Int64: [UInt8]]
    ) throws(SQLError) -> ChainVerifier? {
        if batch == 0 { return ChainVerifier(anchors: anchors) }
        guard let seal = try self.seals(&connection, after: batch - 1).first, seal.batch == batch else { return nil }
        return ChainVerifier(anchors: anchors, after: ChainHead(after: seal))
    }

    private static func seals(
        _ connection: inout some ReadConnection & ~Copyable,
        after batch: Int64
    ) throws(SQLError) -> [BatchSeal] {
        try connection.rows(self.seals, [.int64(batch + 1), .int64(self.pageSize)], as: BatchSeal.self)
    }

    /// Checks one batch; a row that cannot be read any more is a fault of the batch, not of the database.
    private static func check(
        _ seal: BatchSeal,
        _ verifier: inout ChainVerifier,
        _ connection: inout some ReadConnection & ~Copyable
    ) throws(SQLError) -> ChainFault? {
        let transfers: [Transfer]
        let events: [AuditEvent]
        let (head, unreadable) = (verifier.head, ChainFault(batch: seal.batch, reason: .unreadable))
        do throws(SQLError) {
            transfers = try connection.rows(
                self.transfers,
                [.int64(head.lastTransfer), .int64(seal.lastTransfer)],
                as: Transfer.self
            )
            events = try connection.rows(
                self.events,
                [.int64(head.lastEvent), .int64(seal.lastEvent)],
                as: AuditEvent.self
            )
        } catch {
            if error.code == .corrupt || error.code == .misuse { return unreadable }
            throw error
        }
        do throws(ChainFault) { try verifier.check(seal, transfers: transfers, events: events) } catch { return error }
        return nil
    }
}
