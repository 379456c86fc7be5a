/// The canonical text of a bucket's bound, as Prometheus itself writes it: `1.0`, `0.25`, `2.5e-05`, `1.048576e+06`.
///
/// A series keeps its identity whatever format was negotiated, since Prometheus makes `le` of protobuf histograms this
/// way: the shortest digits that read back as the same number, an exponent below 1e-4 and from 1e6 on, else at least
/// one digit after the point (Go's `%g`; OpenMetrics 1.0, "Considerations: Canonical Numbers").
enum CanonicalFloat {
    static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == 0 { return "0.0" }
        let sign = value < 0 ? "-" : ""
        let (digits, exponent) = self.decimal(abs(value))
        if exponent < -4 || exponent >= 6 {
            let fraction = digits.dropFirst().isEmpty ? "" : "." + digits.dropFirst()
            let size = abs(exponent)
            return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(size < 10 ? "0" : "")\(size)"
        }
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        let whole = digits.prefix(exponent + 1)
        let padding = String(repeating: "0", count: exponent + 1 - whole.count)
        let fraction = digits.dropFirst(exponent + 1)
        return sign + whole + padding + "." + (fraction.isEmpty ? "0" : fraction)
    }

    /// The shortest significant digits, and the power of ten of the first one.
    private static func decimal(_ value: Double) -> (digits: String, exponent: Int) {
        let parts = value.description.split(separator: "e")
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        exponent += mantissa[0].count - 1
        let all = mantissa.joined()
        let leading = all.prefix { $0 == "0" }.count
        var digits = all.dropFirst(leading)
        while digits.last == "0" { digits = digits.dropLast() }
        return (String(digits), exponent - leading)
    }
}
