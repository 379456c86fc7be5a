/// Who could earn on an order, as it was when the order was placed; level 1 is the member's own agent.
///
/// Stored in `orders.upline` as `[{"id":"…","tier":2},{"id":"…","tier":5}]`. Agents that are suspended or closed are
/// listed too: what became of them is looked at when money moves.
package struct Upline: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package var agentID: ID
        package var tier: Int16

        package init(agentID: ID, tier: Int16) { (self.agentID, self.tier) = (agentID, tier) }
    }

    /// From level 1 upward, at most ``PlanRates/levelLimit``.
    package let entries: [Entry]

    package init(_ entries: [Entry]) { self.entries = entries }

    /// The upline of an order; it was written by us, so what cannot be read is our bug.
    package init(of order: Order) {
        guard let upline = Self(text: order.upline) else {
            preconditionFailure("order \(order.id) has an unreadable upline \(order.upline)")
        }
        self = upline
    }

    package init?(text: String) {
        guard let values = CanonicalJSON(text: text)?.array else { return nil }
        var entries: [Entry] = []
        for value in values {
            guard let id = value["id"]?.id, let tier = value["tier"]?.int.flatMap({ Int16(exactly: $0) }) else {
                return nil
            }
            entries.append(Entry(agentID: id, tier: tier))
        }
        self.entries = entries
    }

    package var json: CanonicalJSON {
        .array(self.entries.map { .object(["id": .id($0.agentID), "tier": .int(Int64($0.tier))]) })
    }
}
