/// A period whose statements are being made.
package struct ClosingPeriod: Hashable, Sendable {
    package var periodID: ID
    /// The last agent, in order of id, that has its statement; the nil id: none yet.
    package var lastAgent: ID

    package init(periodID: ID, lastAgent: ID) { (self.periodID, self.lastAgent) = (periodID, lastAgent) }
}
