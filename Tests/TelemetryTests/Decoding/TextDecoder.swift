/// Reads the text formats, line by line: families are not interleaved, each has one HELP and TYPE before its samples.
struct TextDecoder {
    private let format: Format
    private var decoded = DecodedExposition()
    private var parts: [DecodedExposition.Series: HistogramParts] = [:]
    private var family = ""

    enum Format { case text004, openMetrics100, openMetrics200 }

    private struct HistogramParts {
        var buckets: [DecodedExposition.Bucket] = []
        var sum: Double?
        var count: UInt64?
    }

    private init(_ format: Format) { self.format = format }

    static func decode(_ bytes: [UInt8], _ format: Format) throws -> DecodedExposition {
        var decoder = TextDecoder(format)
        guard bytes.last == UInt8(ascii: "\n") else { throw DecodingError("no newline at the end") }
        var lines = bytes.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if format != .text004 {
            guard lines.popLast().map(Array.init) == Array("# EOF".utf8) else { throw DecodingError("no # EOF") }
        }
        for line in lines { try decoder.read(line) }
        try decoder.closeHistograms()
        return decoder.decoded
    }

    private mutating func read(_ line: ArraySlice<UInt8>) throws {
        var scanner = ExpositionScanner(line)
        if scanner.skip("# HELP ") {
            self.family = try scanner.name()
            try scanner.expect(" ")
            let help = try self.help(&scanner)
            guard self.decoded.help.updateValue(help, forKey: self.family) == nil else {
                throw DecodingError("\(self.family) twice")
            }
        } else if scanner.skip("# TYPE \(self.family) ") {
            self.decoded.types[self.family] = try scanner.word(until: " ")
        } else if self.format != .text004, scanner.skip("# UNIT \(self.family) ") {
            self.decoded.units[self.family] = try scanner.word(until: " ")
        } else {
            try self.readSample(&scanner)
        }
    }

    private func help(_ scanner: inout ExpositionScanner) throws -> String {
        var bytes: [UInt8] = []
        while !scanner.isAtEnd {
            if scanner.skip("\\") {
                bytes += try scanner.escaped()
            } else {
                bytes += try scanner.word(until: "\\").utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func readSample(_ scanner: inout ExpositionScanner) throws {
        let name = try scanner.name()
        let type = self.decoded.types[self.family]
        let suffix = try self.suffix(name, type)
        var labels = try scanner.labels()
        try scanner.expect(" ")
        if type == "histogram", self.format == .openMetrics200 {
            try self.readComposite(DecodedExposition.Series(name: name, labels: labels), &scanner)
        } else if type == "histogram" {
            let bound = labels.removeValue(forKey: "le")
            let series = DecodedExposition.Series(name: self.family, labels: labels)
            var parts = self.parts[series] ?? HistogramParts()
            switch (suffix, bound) {
            case ("_bucket", let bound?):
                let bucket = DecodedExposition.Bucket(
                    bound: try ExpositionScanner.number(bound),
                    count: try scanner.count()
                )
                let below = parts.buckets.last?.bound ?? -1
                parts.buckets.append(bucket)
                if self.format == .openMetrics100, scanner.skip(" # ") {
                    let exemplar = try Self.exemplar(&scanner)
                    guard exemplar.value > below, exemplar.value <= bucket.bound else {
                        throw DecodingError("an exemplar of \(exemplar.value) in the bucket \(bucket.bound)")
                    }
                    self.decoded.exemplars[series, default: []].insert(exemplar)
                }
            case ("_sum", nil): parts.sum = try scanner.number()
            case ("_count", nil): parts.count = try scanner.count()
            default: throw DecodingError("no part of a histogram: \(name)")
            }
            self.parts[series] = parts
        } else {
            let series = DecodedExposition.Series(name: name, labels: labels)
            guard self.decoded.add(series, .number(try scanner.number())) else { throw DecodingError("\(name) twice") }
            if self.format == .openMetrics200, type == "counter" { try self.readStart(series, &scanner) }
        }
        guard scanner.isAtEnd else { throw DecodingError("after the sample: \(scanner.text)") }
    }

    /// What a sample's name adds to its family's.
    private func suffix(_ name: String, _ type: String?) throws -> String {
        guard name.hasPrefix(self.family) else { throw DecodingError("\(name) in \(self.family)") }
        let suffix = String(name.dropFirst(self.family.count))
        let allowed: [String]
        switch (self.format, type) {
        case (_, "histogram") where self.format != .openMetrics200: allowed = ["_bucket", "_sum", "_count"]
        case (.openMetrics100, "counter"): allowed = ["_total"]
        case (.openMetrics100, "info"): allowed = ["_info"]
        default: allowed = [""]
        }
        guard type != nil, allowed.contains(suffix) else { throw DecodingError("\(name) in \(self.family)") }
        return suffix
    }

    private mutating func readComposite(
        _ series: DecodedExposition.Series,
        _ scanner: inout ExpositionScanner
    ) throws {
        let composite = try CompositeValue(&scanner)
        guard self.decoded.add(series, composite.value) else { throw DecodingError("\(series.name) twice") }
        self.decoded.natives[series] = composite.native
        try self.readStart(series, &scanner)
        while scanner.skip(" # ") {
            self.decoded.exemplars[series, default: []].insert(try Self.exemplar(&scanner))
        }
    }

    /// `{labels} value timestamp`.
    private static func exemplar(_ scanner: inout ExpositionScanner) throws -> DecodedExposition.Exemplar {
        let labels = try scanner.labels()
        let length = labels.reduce(0) { $0 + $1.key.unicodeScalars.count + $1.value.unicodeScalars.count }
        guard !labels.isEmpty, length <= 128 else { throw DecodingError("\(length) characters of labels") }
        try scanner.expect(" ")
        let value = try scanner.number()
        try scanner.expect(" ")
        return DecodedExposition.Exemplar(labels: labels, value: value, time: try scanner.number())
    }

    private mutating func readStart(_ series: DecodedExposition.Series, _ scanner: inout ExpositionScanner) throws {
        guard scanner.skip(" st@") else { return }
        self.decoded.starts[series] = UInt64((try scanner.number() * 1_000).rounded())
    }

    private mutating func closeHistograms() throws {
        for (series, parts) in self.parts {
            guard let sum = parts.sum, let count = parts.count, parts.buckets.last?.bound == .infinity else {
                throw DecodingError("\(series) is not complete")
            }
            _ = self.decoded.add(series, .histogram(count: count, sum: sum, buckets: parts.buckets))
        }
    }
}
