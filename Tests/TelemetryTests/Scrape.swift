import Telemetry

/// A rendered text, cut into its samples: what a scrape would see.
struct Scrape {
    /// Sample name with labels → value, as texts.
    private(set) var samples: [String: String] = [:]
    /// The lines in their order, without the newlines.
    let lines: [String]

    init(_ registry: MetricRegistry, _ format: ExpositionFormat = .text004) {
        self.init(registry.render(format))
    }

    init(_ bytes: [UInt8]) {
        self.lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        for line in self.lines where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " ") else { continue }
            self.samples[String(line[..<space])] = String(line[line.index(after: space)...])
        }
    }

    subscript(_ sample: String) -> String? { self.samples[sample] }

    /// All samples whose name and labels begin like this.
    func samples(of prefix: String) -> [String: String] { self.samples.filter { $0.key.hasPrefix(prefix) } }

    /// The sum of whole numbers over all samples that begin like this.
    func total(of prefix: String) -> UInt64 {
        self.samples(of: prefix).values.reduce(0) { $0 + (UInt64($1) ?? 0) }
    }
}
