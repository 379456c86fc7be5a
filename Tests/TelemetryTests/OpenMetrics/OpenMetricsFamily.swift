/// One family of an OpenMetrics 1.0 exposition.
struct OpenMetricsFamily {
    let name: String
    private(set) var type: OpenMetricsType?
    private(set) var unit: String?
    private(set) var help: String?
    var samples: [OpenMetricsSample] = []

    init(_ name: String) { self.name = name }

    mutating func setHelp(_ help: String) throws {
        guard self.help == nil else { throw DecodingError("HELP of \(self.name) twice") }
        self.help = help
    }

    mutating func setType(_ type: OpenMetricsType) throws {
        guard self.type == nil else { throw DecodingError("TYPE of \(self.name) twice") }
        self.type = type
    }

    mutating func setUnit(_ unit: String) throws {
        guard self.unit == nil else { throw DecodingError("UNIT of \(self.name) twice") }
        guard unit.isEmpty || self.name.hasSuffix("_" + unit) else { throw DecodingError("\(self.name) is no \(unit)") }
        self.unit = unit
    }

    func takes(_ sample: String) -> Bool {
        (self.type ?? .unknown).suffixes.contains { self.name + $0 == sample }
    }

    /// The rules of the type, on each sample, on each metric and on their order.
    func check() throws {
        let type = self.type ?? .unknown
        if self.unit?.isEmpty == false, !type.allowsUnit { throw DecodingError("\(self.name) has a unit") }
        for sample in self.samples { try self.check(sample, type) }
        var seen: Set<[String: String]> = []
        var rest = self.samples[...]
        while let first = rest.first {
            let metric = self.metric(first, type)
            let group = rest.prefix { self.metric($0, type) == metric }
            guard seen.insert(metric).inserted else { throw DecodingError("\(self.name): a metric comes back") }
            try self.checkOrder(group)
            if type == .histogram || type == .gaugehistogram { try OpenMetricsBuckets(self, Array(group)).check() }
            rest = rest.dropFirst(group.count)
        }
    }

    /// The labels that name a metric: all but those that name its parts.
    private func metric(_ sample: OpenMetricsSample, _ type: OpenMetricsType) -> [String: String] {
        var labels = sample.labels
        switch type {
        case .histogram, .gaugehistogram: labels["le"] = nil
        case .summary: labels["quantile"] = nil
        case .stateset: labels[self.name] = nil
        default: break
        }
        return labels
    }

    private func check(_ sample: OpenMetricsSample, _ type: OpenMetricsType) throws {
        let suffix = String(sample.name.dropFirst(self.name.count))
        if sample.exemplar != nil, !type.allowsExemplar(suffix) {
            throw DecodingError("\(sample.name) cannot have an exemplar")
        }
        switch (type, suffix) {
        case (.counter, "_total"), (.histogram, "_sum"), (.summary, "_sum"), (_, "_bucket"), (_, "_count"),
            (_, "_gcount"):
            guard sample.value >= 0 else { throw DecodingError("\(sample.name) is \(sample.value)") }
        case (.gaugehistogram, "_gsum"):
            guard !sample.value.isNaN else { throw DecodingError("\(sample.name) is NaN") }
        case (.info, _):
            guard sample.value == 1 else { throw DecodingError("an info is 1") }
        case (.stateset, _):
            guard sample.labels[self.name] != nil else { throw DecodingError("a state without its name") }
            guard sample.value == 0 || sample.value == 1 else { throw DecodingError("a state is 0 or 1") }
        case (.summary, ""):
            guard let quantile = sample.labels["quantile"], let number = try? ExpositionScanner.number(quantile),
                number >= 0, number <= 1
            else { throw DecodingError("no quantile") }
            guard !(sample.value < 0) else { throw DecodingError("a negative quantile") }
        default: break
        }
        if ["_bucket", "_count", "_gcount"].contains(suffix), type != .unknown, type != .gauge {
            guard sample.value == sample.value.rounded() else { throw DecodingError("\(sample.name) is no count") }
        }
    }

    /// Samples of a metric have a timestamp all or none, never backwards; the same sample does not come twice at a time.
    private func checkOrder(_ group: ArraySlice<OpenMetricsSample>) throws {
        var last: Double?
        var series: Set<[String]> = []
        for (index, sample) in group.enumerated() {
            guard index == 0 || (sample.timestamp == nil) == (last == nil) else {
                throw DecodingError("\(self.name): some samples with a timestamp")
            }
            if let last, let timestamp = sample.timestamp {
                guard timestamp >= last else { throw DecodingError("\(self.name): time runs backwards") }
                if timestamp > last { series = [] }
            }
            let key = [sample.name] + sample.labels.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
            guard series.insert(key).inserted else { throw DecodingError("\(sample.name) twice") }
            last = sample.timestamp
        }
    }
}
