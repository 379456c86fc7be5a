/// Writes `io.prometheus.client.MetricFamily` messages (client_model, `metrics.proto`), each after its length.
///
/// A message is written into a buffer of its own first, because its length comes before it.
struct ProtobufRenderer: ~Copyable {
    let reader: SlotReader
    private var family = ExpositionBuffer()
    private var metric = ExpositionBuffer(capacity: 8_192)
    private var value = ExpositionBuffer(capacity: 8_192)

    init(reader: SlotReader) { self.reader = reader }

    /// As ``ExpositionRenderer/render(_:into:)``.
    mutating func render(_ families: [FamilySnapshot], into buffer: inout ExpositionBuffer) {
        for family in families where !family.children.isEmpty {
            self.family.removeAll()
            self.family.append(family.descriptor.text.protobufHeader)
            if let layout = family.descriptor.layout {
                self.appendHistograms(family, layout)
            } else {
                for child in family.children { self.append(child, family.descriptor) }
            }
            buffer.append(varint: UInt64(self.family.count))
            buffer.append(self.family)
        }
    }

    private mutating func append(_ child: MetricChild, _ descriptor: FamilyDescriptor) {
        self.value.removeAll()
        self.value.append(field: 1, double: self.reader.value(child, descriptor).double)
        let isCounter = descriptor.kind == .counter
        if isCounter { self.value.append(field: 3, start: child) }
        self.closeMetric(child, field: isCounter ? 3 : 2)
    }

    private mutating func appendHistograms(_ family: FamilySnapshot, _ layout: BucketLayout) {
        var reading = HistogramReading(layout)
        var native = NativeBuckets()
        for child in family.children {
            self.reader.read(child, into: &reading)
            native.derive(from: reading, child)
            self.value.removeAll()
            self.value.append(field: 1, varint: reading.count)
            self.value.append(field: 2, double: SampleValue(sum: reading).double)
            let exemplars = child.exemplars?.snapshot ?? []
            self.value.append(field: 3, buckets: reading, exemplars)
            self.value.append(native)
            self.value.append(field: 15, start: child)
            for case let exemplar? in exemplars { self.value.append(field: 16, exemplar, layout) }
            self.closeMetric(child, field: 7)
        }
    }

    /// Adds what is in `value` to the family, as this field of a metric.
    private mutating func closeMetric(_ child: MetricChild, field: UInt8) {
        self.metric.removeAll()
        self.metric.append(child.text.protobufLabels)
        self.metric.append(tag: field, .bytes)
        self.metric.append(varint: UInt64(self.value.count))
        self.metric.append(self.value)
        self.family.append(tag: 4, .bytes)
        self.family.append(varint: UInt64(self.metric.count))
        self.family.append(self.metric)
    }
}
