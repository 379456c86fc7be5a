import Synchronization

extension MetricRegistry {
    /// As ``render(_:names:_:)``, the whole body as an array.
    package func render(_ format: ExpositionFormat, names filter: Set<String> = []) -> [UInt8] {
        self.render(format, names: filter) { Array($0) }
    }

    /// Gathers and renders; the time taken and the size show in the next scrape.
    ///
    /// One scrape at a time; recording threads are not held up, only the creation of children for some microseconds.
    /// - Parameters:
    ///   - format: As negotiated.
    ///   - filter: Names of families, in the format's or the text format's spelling; empty: all.
    ///   - body: Gets the bytes, which are lent. Families without children are left out.
    /// - Returns: What `body` returns.
    package func render<Result: Sendable>(
        _ format: ExpositionFormat,
        names filter: Set<String>,
        _ body: @Sendable (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        self.scraping.withLock { buffer in
            let start = MonotonicClock.now()
            self.runGatherers()
            self.gatherOwn()
            let (families, reader) = self.snapshot(format)
            let wanted = families.filter { family in
                filter.isEmpty || filter.contains(family.descriptor.name) || filter.contains(family.name(in: format))
            }
            let idle = IdleFilter(reader: reader, now: self.uptime(), idleMilliseconds: self.idleMilliseconds)
            buffer.removeAll()
            ExpositionRenderer(format: format, reader: reader).render(wanted.map(idle.shown), into: &buffer)
            self.withState { $0.scrapeEnded() }
            self.recordScrape(format, buffer.count, since: start)
            return buffer.withBytes(body)
        }
    }

    private func recordScrape(_ format: ExpositionFormat, _ byteCount: Int, since start: UInt64) {
        let label = LabelValue.closed(format.label)
        let family = Families.metricsExpositionDuration
        let cells = self.resolve(family.descriptor, [label], self.ownPages).cell
        Histogram(cells: cells, table: family.layout.table).record(MonotonicClock.now() - start)
        self.set(Families.metricsExpositionSize, label, to: Double(byteCount))
    }

    private func snapshot(_ format: ExpositionFormat) -> ([FamilySnapshot], SlotReader) {
        let (families, reader) = self.withState { ($0.snapshot, SlotReader(writers: $0.writers)) }
        return (families.sorted { $0.name(in: format) < $1.name(in: format) }, reader)
    }
}
