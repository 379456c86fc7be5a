/// Writes families in one format; reads slots while their owners go on recording.
struct ExpositionRenderer {
    let format: ExpositionFormat
    let reader: SlotReader

    /// Writes the complete text of families that are sorted by name; those without children are left out.
    func render(_ families: [FamilySnapshot], into buffer: inout ExpositionBuffer) {
        for family in families where !family.children.isEmpty {
            let text = family.descriptor.text
            buffer.append(self.format == .text004 ? text.textHeader : text.openMetricsHeader)
            if let layout = family.descriptor.layout {
                var reading = HistogramReading(layout)
                for child in family.children {
                    self.reader.read(child, into: &reading)
                    self.append(reading, child.text, text, to: &buffer)
                }
            } else {
                for child in family.children { self.append(child, family.descriptor, to: &buffer) }
            }
        }
        if self.format == .openMetrics100 { buffer.append(Array("# EOF\n".utf8)) }
    }

    /// A counter, gauge or info: one line.
    private func append(_ child: MetricChild, _ descriptor: FamilyDescriptor, to buffer: inout ExpositionBuffer) {
        buffer.append(child.text.first)
        switch (descriptor.kind, descriptor.unit) {
        case (.counter, .seconds): buffer.append(nanoseconds: self.reader.counter(child))
        case (.counter, _): buffer.append(self.reader.counter(child))
        case (.gauge, _), (.histogram, _): buffer.append(self.reader.gauge(child))
        case (.info, _): buffer.append(UInt64(1))
        }
        buffer.append(UInt8(ascii: "\n"))
    }

    /// A histogram: its buckets, cumulative, then sum and count; the count is the last bucket's by construction.
    private func append(
        _ reading: borrowing HistogramReading,
        _ child: ChildText,
        _ family: FamilyText,
        to buffer: inout ExpositionBuffer
    ) {
        reading.forEachClassicBucket { bucket, count in
            buffer.append(child.first)
            buffer.append(family.bucketEnds[bucket])
            buffer.append(count)
            buffer.append(UInt8(ascii: "\n"))
        }
        buffer.append(child.sum)
        if reading.layout.isInBillionths {
            buffer.append(nanoseconds: reading.sum)
        } else {
            buffer.append(reading.sum)
        }
        buffer.append(UInt8(ascii: "\n"))
        buffer.append(child.count)
        buffer.append(reading.count)
        buffer.append(UInt8(ascii: "\n"))
    }
}
