/// Asks to close a period that has ended.
public struct ProposePeriodClose: Sendable, Hashable {
    public var periodID: ID

    public init(periodID: ID) {
        self.periodID = periodID
    }
}
