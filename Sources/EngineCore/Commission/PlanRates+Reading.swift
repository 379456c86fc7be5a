extension PlanRates {
    /// Reads what a caller sent.
    /// - Throws: `invalid-parameter` that names `/rates`: not an array of at most two rates (unilevel), not an object of
    ///   at most 100 tiers written as plain numbers (differential), or a rate outside 0...1 000 000.
    package init(mode: PlanMode, json: CanonicalJSON) throws(Rejection) {
        switch mode {
        case .unilevel:
            guard let values = json.array, values.count <= Self.levelLimit else {
                throw .parameter("/rates", "must be an array of at most \(Self.levelLimit) rates")
            }
            var rates: [Int32] = []
            for (index, value) in values.enumerated() { rates.append(try Self.rate(value, at: "/rates/\(index)")) }
            self = .unilevel(rates)
        case .differential:
            guard let members = json.object, members.count <= Self.tierLimit else {
                throw .parameter("/rates", "must be an object of at most \(Self.tierLimit) tiers")
            }
            var rates: [Int16: Int32] = [:]
            for (key, value) in members {
                guard let tier = Int16(key), AgentTier.range.contains(tier), String(tier) == key else {
                    throw .parameter("/rates", "must name tiers by plain numbers")
                }
                rates[tier] = try Self.rate(value, at: "/rates/\(key)")
            }
            self = .differential(rates)
        }
    }

    /// The rates of a stored plan; they were checked before they were stored, so what cannot be read is our bug.
    package init(of plan: Plan) {
        guard let json = CanonicalJSON(text: plan.rates), let rates = try? Self(mode: plan.mode, json: json) else {
            preconditionFailure("plan \(plan.id) has unreadable rates \(plan.rates)")
        }
        self = rates
    }

    private static func rate(_ value: CanonicalJSON, at pointer: String) throws(Rejection) -> Int32 {
        guard let rate = value.int, (0...Amount.million).contains(rate) else {
            throw .parameter(pointer, "must be a rate in ppm, 0 to 1000000")
        }
        return Int32(rate)
    }
}
