package import SQLStore

/// Checks the books: all invariants on everything, or the continuous ones on what is new.
///
/// Everything is read in one transaction, so of one state. A full check reads every row once or twice: on a connection
/// of its own, without a short limit for statements.
package enum IntegrityCheck {
    /// Checks what came after `since`, the position of the report before, or everything without it.
    ///
    /// `now` (microseconds) decides which holds and events wait too long. When it throws, nothing is known.
    package static func run<Connection: ReadConnection & ~Copyable>(
        _ connection: inout Connection,
        since: IntegrityPosition? = nil,
        now: Int64
    ) throws(SQLError) -> IntegrityReport {
        try connection.reading(for: .system) { connection throws(SQLError) in
            try self.check(&connection, since: since, now: now)
        }
    }

    private static func check(
        _ connection: inout some ReadConnection & ~Copyable,
        since: IntegrityPosition?,
        now: Int64
    ) throws(SQLError) -> IntegrityReport {
        let isFull = since == nil
        let start = since ?? .start
        let head = try connection.row(ChainHead.current, as: ChainHead.self) ?? .start
        let invariants = Invariant.allCases.filter { $0.isAskedOfDatabase && (isFull || $0.isContinuous) }
        var results = Dictionary(uniqueKeysWithValues: invariants.map { ($0, InvariantResult($0)) })
        for rule in IntegrityRule.all where isFull || rule.isIncremental {
            let values = rule.values(since: start, now: now)
            try connection.forEach(rule.query, values, as: ViolationRow.self) { row throws(SQLError) in
                results[rule.invariant]?.add(row.violation)
            }
        }
        if let fault = try ChainAudit.firstFault(&connection, after: start.batch) {
            results[.auditChain]?.add(Violation(fault.batch, fault.reason.rawValue))
        }
        if isFull {
            try OrderAudit(&connection).run(&connection) { results[$0]?.add($1) }
            try StatementAudit.run(&connection) { results[.statements]?.add($0) }
        }
        return IntegrityReport(
            isFull: isFull,
            position: IntegrityPosition(head),
            results: invariants.compactMap { results[$0] }
        )
    }

    /// Recomputes the whole audit chain: the first batch that is wrong, nil if none is.
    ///
    /// Anchors are hashes by batch, as written down outside the store.
    package static func verifyChain<Connection: ReadConnection & ~Copyable>(
        _ connection: inout Connection,
        anchors: [Int64: [UInt8]] = [:]
    ) throws(SQLError) -> ChainFault? {
        try connection.reading(for: .system) { connection throws(SQLError) in
            try ChainAudit.firstFault(&connection, after: 0, anchors: anchors)
        }
    }
}
