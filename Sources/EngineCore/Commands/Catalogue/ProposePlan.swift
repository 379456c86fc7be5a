/// Asks for a commission plan; rates are ppm by level (unilevel) or by tier (differential).
public struct ProposePlan: Sendable, Hashable {
    /// The ledger, which is one currency.
    public var ledgerID: Int16
    /// What plans choose by; nil: every category.
    public var category: String?
    /// How levels share.
    public var mode: PlanMode
    /// Parts per million: an array by level, or an object by tier.
    public var rates: CanonicalJSON
    /// The most that all levels may take together, parts per million.
    public var capPpm: Int32
    /// Days from completion to release.
    public var holdDays: Int16
    /// From when on, microseconds.
    public var validFrom: Int64?

    /// Only carries the values: they are checked when the command is decided.
    public init(
        ledgerID: Int16,
        category: String? = nil,
        mode: PlanMode,
        rates: CanonicalJSON,
        capPpm: Int32,
        holdDays: Int16,
        validFrom: Int64? = nil
    ) {
        self.ledgerID = ledgerID
        self.category = category
        self.mode = mode
        self.rates = rates
        self.capPpm = capPpm
        self.holdDays = holdDays
        self.validFrom = validFrom
    }
}
