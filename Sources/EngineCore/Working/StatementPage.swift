/// Up to `limit` agents with an id above `after`, in order of id, for the statements of a period in state `closing`.
///
/// With them come the period, the newest earlier issued period of the same ledger and the agents' statements of it, and
/// the transfers on their held and available accounts with numbers in (earlier `last_seq`, `last_seq`], which never
/// change; so do statements of the period itself that these agents have already. The ids go to
/// `WorkingSet.statementAgents[periodID]`, those of several pages of one period together; for a period in another state
/// nothing is put there.
package struct StatementPage: Hashable, Sendable {
    package var periodID: ID
    package var after: ID
    package var limit: Int

    package init(periodID: ID, after: ID, limit: Int) {
        (self.periodID, self.after, self.limit) = (periodID, after, limit)
    }
}
