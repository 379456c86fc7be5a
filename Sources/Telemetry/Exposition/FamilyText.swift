/// The constant lines of a family in each format, rendered once.
struct FamilyText: Sendable {
    /// The family's name in OpenMetrics 1.0: without `_total` or `_info`.
    let openMetricsName: String
    /// `# HELP` and `# TYPE` of the text format.
    let textHeader: [UInt8]
    /// `# HELP`, `# TYPE` and `# UNIT` of OpenMetrics 1.0.
    let openMetricsHeader: [UInt8]
    /// The same of OpenMetrics 2.0, where a family has the name of its samples.
    let compositeHeader: [UInt8]
    /// Name, help, type and unit as fields of a `MetricFamily` message.
    let protobufHeader: [UInt8]
    /// For each bucket of a histogram `le="…"} `.
    let bucketEnds: [[UInt8]]
    /// For each bucket of a histogram its bound and a colon.
    let bucketBounds: [[UInt8]]

    init(_ name: String, _ kind: MetricKind, _ unit: MetricUnit, _ layout: BucketLayout?, help: String) {
        let suffix =
            switch kind {
            case .counter: "_total"
            case .info: "_info"
            case .gauge, .histogram: ""
            }
        self.openMetricsName = name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
        let textKind = kind == .info ? MetricKind.gauge : kind
        self.textHeader = Array(
            "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(textKind.rawValue)\n".utf8
        )
        self.openMetricsHeader = Self.header(self.openMetricsName, kind, unit, help)
        self.compositeHeader = Self.header(name, kind, unit, help)
        self.protobufHeader = Self.fields(name, kind, unit, help)
        let bounds = layout.map { $0.bounds.map(CanonicalFloat.text) + ["+Inf"] } ?? []
        self.bucketEnds = bounds.map { Array("le=\"\($0)\"} ".utf8) }
        self.bucketBounds = bounds.map { Array("\($0):".utf8) }
    }

    private static func header(_ name: String, _ kind: MetricKind, _ unit: MetricUnit, _ help: String) -> [UInt8] {
        let unitLine = unit == .none ? "" : "# UNIT \(name) \(unit.rawValue)\n"
        let helpLine = "# HELP \(name) \(self.escaped(help, quotes: true))\n"
        return Array("\(helpLine)# TYPE \(name) \(kind.rawValue)\n\(unitLine)".utf8)
    }

    private static func fields(_ name: String, _ kind: MetricKind, _ unit: MetricUnit, _ help: String) -> [UInt8] {
        let type: UInt64 =
            switch kind {
            case .counter: 0
            case .gauge, .info: 1
            case .histogram: 4
            }
        var buffer = ExpositionBuffer(capacity: 256)
        buffer.append(field: 1, bytes: Array(name.utf8))
        buffer.append(field: 2, bytes: Array(help.utf8))
        buffer.append(field: 3, varint: type)
        if unit != .none { buffer.append(field: 5, bytes: Array(unit.rawValue.utf8)) }
        return buffer.bytes
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
