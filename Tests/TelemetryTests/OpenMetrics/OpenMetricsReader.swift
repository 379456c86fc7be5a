/// Reads a whole OpenMetrics 1.0 exposition and holds it against the rules of the specification.
struct OpenMetricsReader {
    private var families: [OpenMetricsFamily] = []
    private var names: Set<String> = []

    private init() {}

    /// - Returns: The families in their order.
    /// - Throws: `DecodingError` for the first rule that is broken.
    static func read(_ text: String) throws -> [OpenMetricsFamily] {
        var lines = Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.popLast().map(Array.init) == Array("# EOF".utf8) else { throw DecodingError("no # EOF at the end") }
        var reader = OpenMetricsReader()
        for line in lines { try reader.read(line) }
        for family in reader.families { try family.check() }
        try reader.checkNames()
        return reader.families
    }

    private mutating func read(_ line: ArraySlice<UInt8>) throws {
        guard String(validating: line, as: UTF8.self) != nil else { throw DecodingError("not UTF-8") }
        var scanner = ExpositionScanner(line, allowsAnyEscape: true)
        if scanner.skip("# HELP ") {
            let name = try scanner.name()
            try scanner.expect(" ")
            try self.described(name) { try $0.setHelp(Self.unescaped(&scanner)) }
        } else if scanner.skip("# TYPE ") {
            let name = try scanner.name()
            try scanner.expect(" ")
            let text = scanner.text
            guard let type = OpenMetricsType(rawValue: text) else { throw DecodingError("no type: \(text)") }
            try self.described(name) { try $0.setType(type) }
        } else if scanner.skip("# UNIT ") {
            let name = try scanner.name()
            try scanner.expect(" ")
            let unit = scanner.text
            try self.described(name) { try $0.setUnit(unit) }
        } else {
            try self.add(OpenMetricsSample(line))
        }
    }

    private static func unescaped(_ scanner: inout ExpositionScanner) throws -> String {
        var bytes: [UInt8] = []
        while !scanner.isAtEnd {
            bytes += scanner.skip("\\") ? try scanner.escaped() : Array(try scanner.word(until: "\\").utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Metadata comes before the samples of its family, and a family does not come back.
    private mutating func described(_ name: String, _ body: (inout OpenMetricsFamily) throws -> Void) throws {
        if self.families.last?.name != name {
            guard self.names.insert(name).inserted else { throw DecodingError("\(name) comes back") }
            self.families.append(OpenMetricsFamily(name))
        }
        guard self.families[self.families.count - 1].samples.isEmpty else {
            throw DecodingError("metadata of \(name) after its samples")
        }
        try body(&self.families[self.families.count - 1])
    }

    private mutating func add(_ sample: OpenMetricsSample) throws {
        if let last = self.families.last, last.takes(sample.name) {
            return self.families[self.families.count - 1].samples.append(sample)
        }
        guard self.names.insert(sample.name).inserted else { throw DecodingError("\(sample.name) comes back") }
        var family = OpenMetricsFamily(sample.name)
        family.samples.append(sample)
        self.families.append(family)
    }

    /// No family may be called as a sample of another one could be.
    private func checkNames() throws {
        for family in self.families {
            for suffix in (family.type ?? .unknown).suffixes where !suffix.isEmpty {
                guard !self.names.contains(family.name + suffix) else {
                    throw DecodingError("\(family.name + suffix) could be a sample of \(family.name)")
                }
            }
        }
    }
}
