/// Asks to close a period that has ended.
public struct ProposePeriodClose: Sendable, Hashable {
    /// The period.
    public var periodID: ID

    /// Only carries the values: they are checked when the command is decided.
    public init(periodID: ID) {
        self.periodID = periodID
    }
}
