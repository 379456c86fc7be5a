/// One sample line of OpenMetrics 1.0.
struct OpenMetricsSample {
    struct Exemplar {
        var labels: [String: String]
        var value: Double
        var timestamp: Double?
    }

    var name: String
    var labels: [String: String]
    var value: Double
    var timestamp: Double?
    var exemplar: Exemplar?

    /// `name{a="b"} 1 12.5 # {trace_id="x"} 0.5 12`, with exactly one blank between parts.
    init(_ line: ArraySlice<UInt8>) throws {
        var scanner = ExpositionScanner(line, allowsAnyEscape: true)
        self.name = try scanner.name()
        self.labels = try Self.labels(&scanner)
        try scanner.expect(" ")
        self.value = try scanner.number()
        if scanner.skip(" # ") {
            self.exemplar = try Self.exemplar(&scanner)
        } else if scanner.skip(" ") {
            self.timestamp = try Self.timestamp(&scanner)
            if scanner.skip(" # ") { self.exemplar = try Self.exemplar(&scanner) }
        }
        guard scanner.isAtEnd else { throw DecodingError("after the sample: \(scanner.text)") }
    }

    private static func labels(_ scanner: inout ExpositionScanner) throws -> [String: String] {
        if scanner.skip("{}") { return [:] }
        let labels = try scanner.labels()
        guard labels.keys.allSatisfy({ !$0.contains(":") }) else { throw DecodingError("a colon in a label's name") }
        return labels
    }

    private static func timestamp(_ scanner: inout ExpositionScanner) throws -> Double {
        let timestamp = try scanner.number()
        guard timestamp.isFinite else { throw DecodingError("a timestamp that is no time: \(timestamp)") }
        return timestamp
    }

    private static func exemplar(_ scanner: inout ExpositionScanner) throws -> Exemplar {
        guard scanner.text.hasPrefix("{") else { throw DecodingError("an exemplar without labels") }
        let labels = try Self.labels(&scanner)
        let length = labels.reduce(0) { $0 + $1.key.unicodeScalars.count + $1.value.unicodeScalars.count }
        guard length <= 128 else { throw DecodingError("exemplar labels of \(length) characters") }
        try scanner.expect(" ")
        let value = try scanner.number()
        let timestamp = scanner.skip(" ") ? try Self.timestamp(&scanner) : nil
        return Exemplar(labels: labels, value: value, timestamp: timestamp)
    }
}
