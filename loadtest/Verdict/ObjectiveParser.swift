import NIOCore

/// Reads objectives (section 4 of the load tester's specification, as far as it exists yet).
///
/// ```
/// objective = quantity op value
/// quantity  = quantile [ "(" latency ")" ] | "rate" | "error_rate" | "count"
/// ```
package enum ObjectiveParser {
    /// What is wrong with an objective, and what to write instead.
    package struct ParseError: Error, Equatable {
        package var text: String
    }

    /// - Parameter text: As given to `--slo`.
    /// - Returns: The objective, with its text in one spelling.
    /// - Throws: `ParseError` with what was wrong and what to write instead (exit 64).
    package static func parse(_ text: String) throws(ParseError) -> Objective {
        guard let (left, comparison, right) = Self.split(text) else {
            throw ParseError(text: "'\(text)': write QUANTITY OP VALUE, such as 'p99(response) < 250ms'")
        }
        let quantity = try Self.quantity(left)
        let limit = try Self.limit(right, of: quantity, in: text)
        return Objective(
            text: "\(left) \(comparison.rawValue) \(right)",
            quantity: quantity,
            comparison: comparison,
            limit: limit
        )
    }

    private static func split(_ text: String) -> (String, Comparison, String)? {
        // A filter inside the brackets has an operator of its own.
        var depth = 0
        let position = text.firstIndex { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return depth <= 0 && "<>=".contains(character)
        }
        // A bracket that is not closed swallows the operator; the quantity's error is the better one then.
        guard let start = position ?? text.firstIndex(where: { "<>=".contains($0) }) else { return nil }
        let rest = text[start...]
        // Longer operators stand first in the list.
        guard let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }) else { return nil }
        let left = Self.trimmed(text[..<start])
        let right = Self.trimmed(rest.dropFirst(comparison.rawValue.count))
        return left.isEmpty || right.isEmpty ? nil : (left, comparison, right)
    }

    private static func quantity(_ text: String) throws(ParseError) -> Objective.Quantity {
        let name = Self.trimmed(text.prefix { $0 != "(" })
        let isCall = name.count < text.count
        let inner = Self.trimmed(text.dropFirst(name.count).drop { $0 == " " || $0 == "(" }.prefix { $0 != ")" })
        if isCall, !text.hasSuffix(")") { throw ParseError(text: "'\(text)': the bracket is not closed") }
        if name.hasPrefix("server:") || ["checks", "hit_ratio", "regression"].contains(name) {
            throw ParseError(text: "'\(name)' is not supported by `run URL`; use a quantile, rate, error_rate or count")
        }
        if let quantile = Quantile(rawValue: name) {
            return .quantile(quantile, try Self.latency(isCall ? inner : LatencyKind.response.rawValue, in: text))
        }
        let plain: [String: Objective.Quantity] = ["rate": .rate, "error_rate": .errorRate, "count": .count]
        guard let quantity = plain[name] else {
            let names = Quantile.allCases.map(\.rawValue).joined(separator: ", ")
            throw ParseError(text: "'\(name)' is not a quantity; use one of \(names), rate, error_rate, count")
        }
        if isCall, !inner.isEmpty { throw Self.filterError(inner) }
        return quantity
    }

    private static func latency(_ text: String, in whole: String) throws(ParseError) -> LatencyKind {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Self.trimmed($0) }
        if parts.count > 1 { throw Self.filterError(parts.dropFirst().joined(separator: ", ")) }
        if let kind = LatencyKind(rawValue: parts[0]) { return kind }
        if ["tls", "dns"].contains(parts[0]) {
            throw ParseError(text: "'\(whole)': \(parts[0]) is not measured by `run URL`")
        }
        let names = LatencyKind.allCases.map(\.rawValue).joined(separator: ", ")
        throw ParseError(text: "'\(whole)': '\(parts[0])' is not a latency; use one of \(names)")
    }

    private static func filterError(_ text: String) -> ParseError {
        ParseError(text: "'\(text)': filters need a scenario, which is not supported yet; leave them out")
    }

    private static func limit(
        _ text: String,
        of quantity: Objective.Quantity,
        in whole: String
    ) throws(ParseError) -> Double {
        guard let (number, unit) = QuantityText.split(text) else {
            throw ParseError(text: "'\(whole)': '\(text)' is not a number with a unit")
        }
        switch quantity {
        case .quantile:
            guard ["s", "ms", "us", "µs"].contains(unit), let amount = DurationText.parse(text) else {
                throw ParseError(text: "'\(whole)': a latency needs a unit: \(text)ms, \(text)us or \(text)s")
            }
            return Double(amount.nanoseconds)
        case .rate:
            guard unit == "/s" else {
                throw ParseError(text: "'\(whole)': a rate is per second: \(NumberText.shortest(number))/s")
            }
            return number
        case .errorRate:
            guard unit == "%" else {
                throw ParseError(text: "'\(whole)': a share is in per cent: \(NumberText.shortest(number))%")
            }
            return number / 100
        case .count:
            guard unit.isEmpty else { throw ParseError(text: "'\(whole)': a count has no unit") }
            return number
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var part = text.drop { $0 == " " }
        while part.last == " " { part = part.dropLast() }
        return String(part)
    }
}
