extension Sequence<Commission> {
    /// Sums by agent, in the order in which agents first appear, so that a decision never depends on hashing.
    func sums(_ amount: (Commission) -> Int64) -> [(agent: ID, amount: Int64)] {
        var sums: [(agent: ID, amount: Int64)] = []
        for commission in self {
            if let index = sums.firstIndex(where: { $0.agent == commission.agentID }) {
                sums[index].amount += amount(commission)
            } else {
                sums.append((commission.agentID, amount(commission)))
            }
        }
        return sums
    }
}
