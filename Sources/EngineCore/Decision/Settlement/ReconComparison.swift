/// A provider's report against our deposits.
///
/// Ours are the provider's deposits with an external id, which have been confirmed at some time: those that the report
/// names, whenever they were made, and those made in the window. A reversed deposit that is not reported is not missing:
/// the provider took it back.
struct ReconComparison {
    /// What one recon item will say.
    struct Item {
        var externalID: String
        var amount: Int64
        /// Nil: both agree.
        var finding: ReconFinding?
    }

    /// Reported ones in the order of the report, then missing ones in order of external id.
    private(set) var items: [Item] = []

    init(_ run: RunReconciliation, _ set: borrowing WorkingSet) {
        var ours: [String: CashRequest] = [:]
        for request in set.cashRequests.rows {
            guard request.kind == .deposit, request.provider == run.provider, let externalID = request.externalID
            else { continue }
            ours[externalID] = request
        }
        var reported: Set<String> = []
        for item in run.items {
            let isFirst = reported.insert(item.externalID).inserted
            let finding = isFirst ? Self.finding(item, ours[item.externalID]) : .duplicate
            self.items.append(Item(externalID: item.externalID, amount: item.amount, finding: finding))
        }
        let missing = ours.filter { externalID, request in
            request.state == .confirmed && !reported.contains(externalID)
                && request.createdAt >= run.from && request.createdAt < run.to
        }
        for (externalID, request) in missing.sorted(by: { $0.key < $1.key }) {
            self.items.append(Item(externalID: externalID, amount: request.amount, finding: .missing))
        }
    }

    private static func finding(_ item: ReportedItem, _ request: CashRequest?) -> ReconFinding? {
        guard let request else { return .extra }
        return request.amount == item.amount ? nil : .differentAmount
    }
}
