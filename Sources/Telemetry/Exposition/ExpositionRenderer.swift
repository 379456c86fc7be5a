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
                for child in family.children { self.append(child, text, layout, to: &buffer) }
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
        _ child: MetricChild,
        _ text: FamilyText,
        _ layout: BucketLayout,
        to buffer: inout ExpositionBuffer
    ) {
        let cells = self.reader.histogram(child, layout)
        var total: UInt64 = 0
        for bucket in 0..<layout.bucketCount {
            total &+= cells[BucketLayout.firstBucketCell + bucket]
            buffer.append(child.text.first)
            buffer.append(text.bucketEnds[bucket])
            buffer.append(total)
            buffer.append(UInt8(ascii: "\n"))
        }
        buffer.append(child.text.sum)
        if layout.isInSeconds {
            buffer.append(nanoseconds: cells[BucketLayout.sumCell])
        } else {
            buffer.append(cells[BucketLayout.sumCell])
        }
        buffer.append(UInt8(ascii: "\n"))
        buffer.append(child.text.count)
        buffer.append(total)
        buffer.append(UInt8(ascii: "\n"))
    }
}
