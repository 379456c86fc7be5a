/// Makes the statements of up to `limit` agents after `after` of a closing period; the last page issues the period. System.
public struct IssueStatements: Sendable, Hashable {
    public var periodID: ID
    public var after: ID
    public var limit: Int

    public init(periodID: ID, after: ID, limit: Int) {
        self.periodID = periodID
        self.after = after
        self.limit = limit
    }
}
