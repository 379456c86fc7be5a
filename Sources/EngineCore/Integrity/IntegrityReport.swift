/// What a check of the books found, all of one state of the database.
public struct IntegrityReport: Sendable, Hashable {
    /// All rules on everything, or the continuous ones on what is new.
    public let isFull: Bool
    /// The last batch that was looked at; the next incremental check begins there.
    public let position: IntegrityPosition
    /// One for each rule that was checked.
    public package(set) var results: [InvariantResult]

    package init(isFull: Bool, position: IntegrityPosition, results: [InvariantResult]) {
        (self.isFull, self.position, self.results) = (isFull, position, results)
    }

    /// Whether no rule is broken.
    public var isClean: Bool { self.results.allSatisfy { $0.count == 0 } }

    /// What was found of one rule; nil if it was not checked.
    public subscript(_ invariant: Invariant) -> InvariantResult? {
        self.results.first { $0.invariant == invariant }
    }

    /// What `GET /reports/integrity` answers.
    ///
    /// `{"as_of":…,"batch":…,"full":…,"invariants":[{"count":…,"name":…,"violations":[{"detail":…,"subject":…}]}]}`
    public var json: CanonicalJSON {
        .object([
            "as_of": .int(self.position.lastTransfer), "batch": .int(self.position.batch), "full": .bool(self.isFull),
            "invariants": .array(self.results.map(\.json)),
        ])
    }
}

extension InvariantResult {
    fileprivate var json: CanonicalJSON {
        let named = self.violations.map { violation in
            CanonicalJSON.object(["detail": .string(violation.detail), "subject": .string(violation.subject)])
        }
        return .object([
            "count": .int(Int64(self.count)), "name": .string(self.invariant.rawValue), "violations": .array(named),
        ])
    }
}
