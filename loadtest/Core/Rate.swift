/// A rate of arrivals, as `2000/s`, `90/m` or `0.5/s`.
package struct Rate: Sendable, Hashable {
    /// Arrivals per second, greater than zero and at most ten million.
    package let perSecond: Double

    /// - Returns: Nil outside of that range.
    package init?(perSecond: Double) {
        guard perSecond > 0, perSecond <= 10_000_000 else { return nil }
        self.perSecond = perSecond
    }

    /// - Parameter text: A number, then `/s`, `/m` or `/h`; a bare number is an error.
    package init?(_ text: some StringProtocol) {
        let seconds: [String: Double] = ["/s": 1, "/m": 60, "/h": 3_600]
        guard let (number, unit) = QuantityText.split(text), let period = seconds[unit] else { return nil }
        self.init(perSecond: number / period)
    }

    /// As it is written in reports: per second.
    package var text: String { "\(NumberText.shortest(self.perSecond))/s" }
}
