/// The constant lines of a family, rendered once.
struct FamilyText: Sendable {
    /// The family's name in OpenMetrics: without `_total` or `_info`.
    let openMetricsName: String
    /// `# HELP` and `# TYPE` of the text format.
    let textHeader: [UInt8]
    /// `# HELP`, `# TYPE` and `# UNIT` of OpenMetrics.
    let openMetricsHeader: [UInt8]
    /// For each bucket of a histogram `le="…"} `.
    let bucketEnds: [[UInt8]]

    init(_ name: String, _ kind: MetricKind, _ unit: MetricUnit, _ layout: BucketLayout?, help: String) {
        let suffix =
            switch kind {
            case .counter: "_total"
            case .info: "_info"
            case .gauge, .histogram: ""
            }
        let base = name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
        self.openMetricsName = base
        let textKind = kind == .info ? MetricKind.gauge : kind
        self.textHeader = Array(
            "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(textKind.rawValue)\n".utf8
        )
        let unitLine = unit == .none ? "" : "# UNIT \(base) \(unit.rawValue)\n"
        self.openMetricsHeader = Array(
            "# HELP \(base) \(Self.escaped(help, quotes: true))\n# TYPE \(base) \(kind.rawValue)\n\(unitLine)".utf8
        )
        let bounds = layout.map { $0.bounds.map(CanonicalFloat.text) + ["+Inf"] } ?? []
        self.bucketEnds = bounds.map { Array("le=\"\($0)\"} ".utf8) }
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
