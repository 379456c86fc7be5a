/// The value of a histogram in OpenMetrics 2.0: `{count:…,sum:…,schema:…,…,bucket:[…]}`.
struct CompositeValue {
    let value: DecodedExposition.Value
    let native: DecodedExposition.Native

    init(_ scanner: inout ExpositionScanner) throws {
        try scanner.expect("{count:")
        let count = try scanner.count(until: ",")
        try scanner.expect(",sum:")
        let sum = try scanner.number(until: ",")
        try scanner.expect(",schema:")
        let schema = try scanner.number(until: ",")
        try scanner.expect(",zero_threshold:")
        let zeroThreshold = try scanner.number(until: ",")
        try scanner.expect(",zero_count:")
        let zeroCount = try scanner.count(until: ",")
        var spans: [(offset: Int, length: Int)] = []
        var counts: [UInt64] = []
        if scanner.skip(",positive_spans:[") {
            spans = try Self.list(&scanner).map { text in
                let parts = text.split(separator: ":").compactMap { Int($0) }
                guard parts.count == 2 else { throw DecodingError("no span: \(text)") }
                return (parts[0], parts[1])
            }
            try scanner.expect(",positive_buckets:[")
            counts = try Self.list(&scanner).map { text in
                guard let count = UInt64(text) else { throw DecodingError("no count: \(text)") }
                return count
            }
        }
        try scanner.expect(",bucket:[")
        let buckets = try Self.list(&scanner).map { text in
            let parts = text.split(separator: ":").map(String.init)
            guard parts.count == 2, let count = UInt64(parts[1]) else { throw DecodingError("no bucket: \(text)") }
            return DecodedExposition.Bucket(bound: try ExpositionScanner.number(parts[0]), count: count)
        }
        try scanner.expect("}")
        self.value = .histogram(count: count, sum: sum, buckets: buckets)
        self.native = DecodedExposition.Native(
            schema: Int(schema),
            zeroThreshold: zeroThreshold,
            zeroCount: zeroCount,
            buckets: try Self.buckets(spans, counts)
        )
    }

    /// The rest of a list, its bracket included.
    private static func list(_ scanner: inout ExpositionScanner) throws -> [String] {
        let text = try scanner.word(until: "]")
        try scanner.expect("]")
        return text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    /// Spans and counts as indices and counts.
    static func buckets(_ spans: [(offset: Int, length: Int)], _ counts: [UInt64]) throws -> [Int: UInt64] {
        var buckets: [Int: UInt64] = [:]
        var index = 0
        var rest = counts[...]
        for span in spans {
            index += span.offset
            for _ in 0..<span.length {
                guard let count = rest.popFirst() else { throw DecodingError("more spans than buckets") }
                buckets[index] = count
                index += 1
            }
        }
        guard rest.isEmpty else { throw DecodingError("more buckets than spans") }
        return buckets
    }
}
