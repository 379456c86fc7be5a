/// Writes families in one format; reads slots while their owners go on recording.
struct ExpositionRenderer {
    let format: ExpositionFormat
    let reader: SlotReader

    /// Writes the complete body of families that are sorted by name; those without children are left out.
    func render(_ families: [FamilySnapshot], into buffer: inout ExpositionBuffer) {
        switch self.format {
        case .text004: self.renderText(families, into: &buffer)
        case .openMetrics100:
            self.renderText(families, into: &buffer)
            buffer.append("# EOF\n")
        case .openMetrics200: CompositeRenderer(reader: self.reader).render(families, into: &buffer)
        case .protobuf:
            var renderer = ProtobufRenderer(reader: self.reader)
            renderer.render(families, into: &buffer)
        }
    }

    private func renderText(_ families: [FamilySnapshot], into buffer: inout ExpositionBuffer) {
        for family in families where !family.children.isEmpty {
            let text = family.descriptor.text
            buffer.append(self.format == .text004 ? text.textHeader : text.openMetricsHeader)
            if let layout = family.descriptor.layout {
                var reading = HistogramReading(layout)
                for child in family.children {
                    self.reader.read(child, into: &reading)
                    self.append(reading, child, text, to: &buffer)
                }
            } else {
                for child in family.children {
                    buffer.append(child.text.plain)
                    buffer.append(self.reader.value(child, family.descriptor))
                    buffer.append(UInt8(ascii: "\n"))
                }
            }
        }
    }

    /// A histogram: its buckets, cumulative, then sum and count; the count is the last bucket's by construction.
    private func append(
        _ reading: borrowing HistogramReading,
        _ metric: MetricChild,
        _ family: FamilyText,
        to buffer: inout ExpositionBuffer
    ) {
        let child = metric.text
        let exemplars = self.format == .text004 ? [] : metric.exemplars?.snapshot ?? []
        reading.forEachClassicBucket { bucket, count in
            buffer.append(child.bucket)
            buffer.append(family.bucketEnds[bucket])
            buffer.append(count)
            if bucket < exemplars.count, let exemplar = exemplars[bucket] { buffer.append(exemplar, reading.layout) }
            buffer.append(UInt8(ascii: "\n"))
        }
        buffer.append(child.sum)
        buffer.append(SampleValue(sum: reading))
        buffer.append(UInt8(ascii: "\n"))
        buffer.append(child.count)
        buffer.append(reading.count)
        buffer.append(UInt8(ascii: "\n"))
    }
}
