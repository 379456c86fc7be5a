extension ValueKind {
    /// Reads a scalar.
    ///
    /// Reading is done here and not by the YAML library, for which `1:30` is 90 and `yes` is true.
    /// - Parameters:
    ///   - text: As it stands in the file, without quotes; in the environment or on the command line.
    ///   - isQuoted: It stands in quotes, so it is neither a number nor a boolean.
    /// - Returns: The value in its canonical form.
    /// - Throws: What is wrong, and what to write instead.
    func parse(_ text: String, isQuoted: Bool = false) throws(Problem) -> ConfigurationValue {
        let quoted = Problem.quoted(text)
        switch self {
        case .integer(let range):
            let value = try self.whole(text, isQuoted: isQuoted, .integer, "whole number")
            return .integer(try self.within(range, value, text))
        case .port:
            let value = try self.whole(text, isQuoted: isQuoted, .port, "port")
            if !(1...65_535).contains(value) { throw Problem(.port, "\(quoted) is not a port", "write 1 to 65535") }
            return .integer(value)
        case .milliseconds(let range):
            guard let value = DurationText.milliseconds(text) else {
                let instead = DurationText.suggestion(text) ?? self.expectation
                throw Problem(.duration, "\(quoted) is not a duration", "write \(instead)")
            }
            return .milliseconds(try self.within(range, value, text))
        case .bytes(let range):
            guard let value = SizeText.bytes(text) else {
                throw Problem(
                    .size,
                    "\(quoted) is not a size",
                    "write \(SizeText.suggestion(text) ?? self.expectation)"
                )
            }
            return .bytes(try self.within(range, value, text))
        case .share(let range):
            guard let value = PercentageText.share(text) else {
                let instead = PercentageText.suggestion(text) ?? self.expectation
                throw Problem(.percentage, "\(quoted) is not a percentage", "write \(instead)")
            }
            return .share(try self.within(range, value, text))
        case .boolean:
            if !isQuoted, let value = ["true": true, "false": false][text] { return .boolean(value) }
            let meant = ["yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"]
            let lower = text.lowercased()
            let word = meant[lower] ?? (["true", "false"].contains(lower) ? lower : nil)
            let instead = word.map { "write \($0) without quotes" } ?? "write true or false"
            throw Problem(.boolean, "\(quoted) is neither true nor false", instead)
        case .choice(let words, let later):
            if words.contains(text) { return .text(text) }
            if later.contains(text) {
                throw Problem(
                    .notSupported,
                    "\(quoted) is not supported by this version yet",
                    "write \(self.expectation)"
                )
            }
            let instead = Suggestion.nearest(to: text, in: words) ?? self.expectation
            throw Problem(.choice, "\(quoted) is not known here", "write \(instead)")
        case .text(let rule): return .text(try rule.check(text))
        case .object, .optionalObject, .names, .list, .objectOr, .later:
            throw Problem(.wrongType, "\(quoted) is a single value", "write \(self.expectation)")
        }
    }

    private func whole(
        _ text: String,
        isQuoted: Bool,
        _ code: DiagnosticCode,
        _ name: String
    ) throws(Problem) -> Int {
        if !isQuoted, let value = Quantity.whole(text) { return value }
        let digits = text.filter { $0 != "_" && $0 != "," && $0 != " " }
        let meant = Quantity.whole(digits).map { "write \($0)" + (isQuoted ? " without quotes" : "") }
        let what = isQuoted ? "\(Problem.quoted(text)) is text" : "\(Problem.quoted(text)) is not a \(name)"
        throw Problem(code, what, meant ?? "write \(self.expectation)")
    }

    private func within<Value: Comparable>(
        _ range: ClosedRange<Value>,
        _ value: Value,
        _ text: String
    ) throws(Problem) -> Value {
        if range.contains(value) { return value }
        let isSmall = value < range.lowerBound
        throw Problem(
            .range,
            "\(Problem.quoted(text)) is too \(isSmall ? "small" : "large")",
            "write \(self.expectation)"
        )
    }
}
