/// Reads `io.prometheus.client.MetricFamily` messages (client_model, `metrics.proto`).
enum ProtobufDecoder {
    static func decode(_ bytes: [UInt8]) throws -> DecodedExposition {
        var decoded = DecodedExposition()
        for family in try ProtobufMessage.stream(bytes) {
            guard let name = try family.text(1), let type = try family.varints(3).last else {
                throw DecodingError("a family without name or type")
            }
            guard decoded.help.updateValue(try family.text(2) ?? "", forKey: name) == nil else {
                throw DecodingError("\(name) twice")
            }
            guard let type = [0: "counter", 1: "gauge", 4: "histogram"][type] else {
                throw DecodingError("type \(type)")
            }
            decoded.types[name] = type
            decoded.units[name] = try family.text(5)
            for metric in try family.messages(4) { try self.read(metric, name, type, into: &decoded) }
        }
        return decoded
    }

    private static func read(
        _ metric: ProtobufMessage,
        _ name: String,
        _ type: String,
        into decoded: inout DecodedExposition
    ) throws {
        var series = DecodedExposition.Series(name: name, labels: [:])
        for pair in try metric.messages(1) {
            guard let label = try pair.text(1), let value = try pair.text(2),
                series.labels.updateValue(value, forKey: label) == nil
            else { throw DecodingError("no label") }
        }
        let field = ["counter": 3, "gauge": 2, "histogram": 7][type] ?? 0
        guard let message = try metric.messages(field).last else { throw DecodingError("\(name) is no \(type)") }
        if type == "histogram" {
            try self.readHistogram(message, series, into: &decoded)
        } else {
            guard let value = try message.double(1), decoded.add(series, .number(value)) else {
                throw DecodingError("\(series) has no value, or two")
            }
            if type == "counter" { decoded.starts[series] = try self.start(message, 3) }
        }
    }

    private static func readHistogram(
        _ message: ProtobufMessage,
        _ series: DecodedExposition.Series,
        into decoded: inout DecodedExposition
    ) throws {
        let buckets = try message.messages(3).map { bucket in
            DecodedExposition.Bucket(bound: try bucket.double(2) ?? .nan, count: try bucket.varints(1).last ?? 0)
        }
        guard let count = try message.varints(1).last, let sum = try message.double(2),
            let schema = try message.signed(5).last, let zeroThreshold = try message.double(6),
            let zeroCount = try message.varints(7).last,
            decoded.add(series, .histogram(count: count, sum: sum, buckets: buckets))
        else { throw DecodingError("\(series) is not complete") }
        try self.readExemplars(message, series, into: &decoded)
        let spans = try message.messages(12).map { span in
            (offset: Int(try span.signed(1).last ?? 0), length: Int(try span.varints(2).last ?? 0))
        }
        guard !spans.isEmpty else { throw DecodingError("\(series) would be taken for a classic histogram") }
        var last: Int64 = 0
        let counts = try message.signed(13).map { delta in
            last += delta
            return UInt64(last)
        }
        decoded.starts[series] = try self.start(message, 15)
        decoded.natives[series] = DecodedExposition.Native(
            schema: Int(schema),
            zeroThreshold: zeroThreshold,
            zeroCount: zeroCount,
            buckets: try CompositeValue.buckets(spans, counts)
        )
    }

    /// Those of the classic buckets and those of the native histogram are the same.
    private static func readExemplars(
        _ message: ProtobufMessage,
        _ series: DecodedExposition.Series,
        into decoded: inout DecodedExposition
    ) throws {
        let native = Set(try message.messages(16).map(self.exemplar))
        var classic: Set<DecodedExposition.Exemplar> = []
        for bucket in try message.messages(3) {
            let exemplars = try bucket.messages(3).map(self.exemplar)
            guard exemplars.count <= 1, exemplars.allSatisfy({ $0.value <= (try? bucket.double(2)) ?? 0 }) else {
                throw DecodingError("\(series): exemplars of a bucket")
            }
            classic.formUnion(exemplars)
        }
        guard native == classic else { throw DecodingError("\(series): \(native) are not \(classic)") }
        if !native.isEmpty { decoded.exemplars[series] = native }
    }

    private static func exemplar(_ message: ProtobufMessage) throws -> DecodedExposition.Exemplar {
        var labels: [String: String] = [:]
        for pair in try message.messages(1) {
            guard let label = try pair.text(1), let value = try pair.text(2) else { throw DecodingError("no label") }
            labels[label] = value
        }
        guard let value = try message.double(2), let timestamp = try message.messages(3).last else {
            throw DecodingError("an exemplar without value or time")
        }
        let seconds = try timestamp.varints(1).last ?? 0
        let nanoseconds = try timestamp.varints(2).last ?? 0
        let digits = String(nanoseconds)
        let text = "\(seconds).\(String(repeating: "0", count: 9 - digits.count))\(digits)"
        return DecodedExposition.Exemplar(labels: labels, value: value, time: try ExpositionScanner.number(text))
    }

    private static func start(_ message: ProtobufMessage, _ field: Int) throws -> UInt64? {
        guard let timestamp = try message.messages(field).last else { return nil }
        let (seconds, nanoseconds) = (try timestamp.varints(1).last ?? 0, try timestamp.varints(2).last ?? 0)
        return seconds * 1_000 + nanoseconds / 1_000_000
    }
}
