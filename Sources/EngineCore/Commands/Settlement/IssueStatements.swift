/// Makes the statements of up to `limit` agents after `after` of a closing period; the last page issues it; by the system.
public struct IssueStatements: Sendable, Hashable {
    /// The period.
    public var periodID: ID
    /// The last agent of the page before; the nil id for the first page.
    public var after: ID
    /// At most so many.
    public var limit: Int

    /// Only carries the values: they are checked when the command is decided.
    public init(periodID: ID, after: ID, limit: Int) {
        self.periodID = periodID
        self.after = after
        self.limit = limit
    }
}
