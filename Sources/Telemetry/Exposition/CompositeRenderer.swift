import Synchronization

/// Writes OpenMetrics 2.0 (rc0): a histogram is one sample, counters and histograms carry their start.
struct CompositeRenderer {
    let reader: SlotReader

    /// As ``ExpositionRenderer/render(_:into:)``.
    func render(_ families: [FamilySnapshot], into buffer: inout ExpositionBuffer) {
        for family in families where !family.children.isEmpty {
            buffer.append(family.descriptor.text.compositeHeader)
            if let layout = family.descriptor.layout {
                self.appendHistograms(family, layout, to: &buffer)
            } else {
                for child in family.children { self.append(child, family.descriptor, to: &buffer) }
            }
        }
        buffer.append("# EOF\n")
    }

    private func append(_ child: MetricChild, _ descriptor: FamilyDescriptor, to buffer: inout ExpositionBuffer) {
        buffer.append(child.text.plain)
        buffer.append(self.reader.value(child, descriptor))
        if descriptor.kind == .counter { self.appendStart(child, to: &buffer) }
        buffer.append(UInt8(ascii: "\n"))
    }

    private func appendHistograms(
        _ family: FamilySnapshot,
        _ layout: BucketLayout,
        to buffer: inout ExpositionBuffer
    ) {
        var reading = HistogramReading(layout)
        var native = NativeBuckets()
        for child in family.children {
            self.reader.read(child, into: &reading)
            native.derive(from: reading, child)
            buffer.append(child.text.plain)
            buffer.append("{count:")
            buffer.append(reading.count)
            buffer.append(",sum:")
            buffer.append(SampleValue(sum: reading))
            self.append(native, to: &buffer)
            self.appendClassic(reading, family.descriptor.text, to: &buffer)
            buffer.append("}")
            self.appendStart(child, to: &buffer)
            for case let exemplar? in child.exemplars?.snapshot ?? [] { buffer.append(exemplar, layout) }
            buffer.append(UInt8(ascii: "\n"))
        }
    }

    private func append(_ native: borrowing NativeBuckets, to buffer: inout ExpositionBuffer) {
        buffer.append(",schema:")
        buffer.append(UInt64(native.schema))
        buffer.append(Self.zeroThreshold)
        buffer.append(native.zeroCount)
        if native.indices.isEmpty { return }
        buffer.append(",positive_spans:[")
        var isFirst = true
        native.forEachSpan { offset, length in
            if !isFirst { buffer.append(UInt8(ascii: ",")) }
            isFirst = false
            if offset < 0 { buffer.append(UInt8(ascii: "-")) }
            buffer.append(UInt64(offset.magnitude))
            buffer.append(UInt8(ascii: ":"))
            buffer.append(UInt64(length))
        }
        buffer.append("],positive_buckets:[")
        for (position, count) in native.counts.enumerated() {
            if position > 0 { buffer.append(UInt8(ascii: ",")) }
            buffer.append(count)
        }
        buffer.append("]")
    }

    private func appendClassic(
        _ reading: borrowing HistogramReading,
        _ family: FamilyText,
        to buffer: inout ExpositionBuffer
    ) {
        buffer.append(",bucket:[")
        reading.forEachClassicBucket { bucket, count in
            if bucket > 0 { buffer.append(UInt8(ascii: ",")) }
            buffer.append(family.bucketBounds[bucket])
            buffer.append(count)
        }
        buffer.append("]")
    }

    private func appendStart(_ child: MetricChild, to buffer: inout ExpositionBuffer) {
        let start = child.start.load(ordering: .relaxed)
        if start == MetricChild.unknownStart { return }
        buffer.append(" st@")
        buffer.append(nanoseconds: start &* 1_000_000)
    }

    private static let zeroThreshold = Array(",zero_threshold:\(NativeScale.zeroThreshold),zero_count:".utf8)
}
