/// A scrape in text format 0.0.4, read strictly.
struct Exposition: Sendable {
    struct Sample: Sendable, Equatable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    let samples: [Sample]
    /// `# TYPE` by family.
    let types: [String: String]

    init(_ text: String) throws {
        var samples: [Sample] = []
        var types: [String: String] = [:]
        guard text.hasSuffix("\n") else { throw HarnessError("a scrape without a final newline") }
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
            if line.hasPrefix("# TYPE ") {
                let parts = line.split(separator: " ")
                guard parts.count == 4, types.updateValue(String(parts[3]), forKey: String(parts[2])) == nil else {
                    throw HarnessError("wrong or repeated: \(line)")
                }
            } else if !line.hasPrefix("#") {
                samples.append(try Self.sample(line))
            }
        }
        self.samples = samples
        self.types = types
    }

    /// The samples of a name whose labels include these.
    func samples(_ name: String, _ labels: [String: String] = [:]) -> [Sample] {
        self.samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
    }

    /// The sum of these samples; 0 when there are none.
    func sum(_ name: String, _ labels: [String: String] = [:]) -> Double {
        self.samples(name, labels).reduce(0) { $0 + $1.value }
    }

    /// The sum of samples in seconds, each of them taken to be whole nanoseconds.
    func nanoseconds(_ name: String, _ labels: [String: String] = [:]) -> Int {
        self.samples(name, labels).reduce(0) { $0 + Int(($1.value * 1e9).rounded()) }
    }

    /// Whether a sample may only grow: counters, and all parts of histograms.
    func isCounter(_ name: String) -> Bool {
        if self.types[name] == "counter" { return true }
        return ["_bucket", "_sum", "_count"].contains { suffix in
            name.hasSuffix(suffix) && self.types[String(name.dropLast(suffix.count))] == "histogram"
        }
    }

    /// How many requests ended with each code; success is the empty text.
    var outcomes: [String: Int] {
        var counts: [String: Int] = [:]
        for sample in self.samples("http_server_request_duration_seconds_count") where sample.value > 0 {
            counts[sample.labels["error_type"] ?? "", default: 0] += Int(sample.value)
        }
        return counts
    }

    /// Requests counted.
    var requestCount: Int { Int(self.sum("http_server_request_duration_seconds_count")) }

    /// The counters that are not 0, for messages.
    var summary: String {
        self.samples.filter { $0.value != 0 && !$0.name.hasSuffix("_bucket") }
            .map { "\($0.name)\($0.labels.isEmpty ? "" : "\($0.labels)") \($0.value)" }.joined(separator: "\n")
    }

    private static func sample(_ line: Substring) throws -> Sample {
        guard let space = line.lastIndex(of: " "), let value = Self.value(line[line.index(after: space)...]) else {
            throw HarnessError("no sample: \(line)")
        }
        let series = line[..<space]
        guard let open = series.firstIndex(of: "{") else {
            return Sample(name: String(series), labels: [:], value: value)
        }
        guard series.last == "}" else { throw HarnessError("no end of labels: \(line)") }
        let labels = try Self.labels(series[series.index(after: open)...].dropLast())
        return Sample(name: String(series[..<open]), labels: labels, value: value)
    }

    private static func value(_ text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default: Double(text)
        }
    }

    private static func labels(_ text: Substring) throws -> [String: String] {
        var labels: [String: String] = [:]
        var rest = text
        while !rest.isEmpty {
            guard let equals = rest.firstIndex(of: "="), rest[equals...].dropFirst().first == "\"" else {
                throw HarnessError("no label: \(rest)")
            }
            let name = String(rest[..<equals])
            var value = ""
            var isEscaped = false
            rest = rest[equals...].dropFirst(2)
            while let character = rest.popFirst() {
                if isEscaped {
                    guard let plain = ["n": "\n", "\\": "\\", "\"": "\""][character] else {
                        throw HarnessError("no escape: \\\(character)")
                    }
                    value.append(plain)
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    break
                } else {
                    value.append(character)
                }
            }
            guard labels.updateValue(value, forKey: name) == nil else { throw HarnessError("label \(name) twice") }
            if rest.first == "," { rest = rest.dropFirst() }
        }
        return labels
    }
}
