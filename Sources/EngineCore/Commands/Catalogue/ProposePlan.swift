/// Asks for a commission plan; rates are ppm by level (unilevel) or by tier (differential).
public struct ProposePlan: Sendable, Hashable {
    public var ledgerID: Int16
    public var category: String?
    public var mode: PlanMode
    public var rates: CanonicalJSON
    public var capPpm: Int32
    public var holdDays: Int16
    public var validFrom: Int64?

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
