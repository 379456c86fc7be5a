package import Telemetry

/// A kept trace as its access record brought it: enough to make its spans.
///
/// It has no text of the client's: what a client wrote stands in the log record only.
package struct KeptTrace: Sendable {
    package let record: AccessRecord
    package let trace: TraceRecord
    package let attempts: [AttemptRecord]

    /// Nil for a record whose trace was not kept, and for bytes that are no record.
    ///
    /// `bytes`: An access record as it lies in a ring.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        let size = MemoryLayout<AccessRecord>.size
        guard bytes.count >= size else { return nil }
        let record = bytes.loadUnaligned(as: AccessRecord.self)
        let length = Int(record.texts.trace)
        guard length >= MemoryLayout<TraceRecord>.size, record.texts.total <= bytes.count - size else { return nil }
        let start = size + record.texts.total - length
        let trace = bytes.loadUnaligned(fromByteOffset: start, as: TraceRecord.self)
        let stride = MemoryLayout<AttemptRecord>.stride
        let count = Int(trace.attemptCount)
        guard length == MemoryLayout<TraceRecord>.size + count * stride else { return nil }
        self.record = record
        self.trace = trace
        self.attempts = (0..<count).map { index in
            let offset = start + MemoryLayout<TraceRecord>.size + index * stride
            return bytes.loadUnaligned(fromByteOffset: offset, as: AttemptRecord.self)
        }
    }

    package var spanCount: Int { 1 + self.attempts.count }

    /// Shows the trace in the buckets that its durations fell into.
    func storeExemplars(in store: ExemplarStore) { self.forEachExemplar(store.store) }

    /// Takes them back: the trace cannot be found.
    func discardExemplars(in store: ExemplarStore) { self.forEachExemplar(store.discard) }

    private func forEachExemplar(_ body: (Exemplar, _ series: UInt32, _ bucket: UInt8) -> Void) {
        if self.trace.series != 0 {
            let end = self.record.startWallNanoseconds &+ Int64(bitPattern: self.record.durationNanoseconds)
            let value = self.record.durationNanoseconds
            body(self.exemplar(self.record.spanID, value, end), self.trace.series, self.trace.bucket)
        }
        for attempt in self.attempts where attempt.series != 0 {
            let end = attempt.startWallNanoseconds &+ Int64(bitPattern: attempt.durationNanoseconds)
            let value = attempt.durationNanoseconds
            body(self.exemplar(attempt.spanID, value, end), attempt.series, attempt.bucket)
        }
    }

    private func exemplar(_ spanID: UInt64, _ value: UInt64, _ wallNanoseconds: Int64) -> Exemplar {
        Exemplar(
            traceIDHigh: self.record.traceIDHigh,
            traceIDLow: self.record.traceIDLow,
            spanID: spanID,
            value: value,
            wallNanoseconds: wallNanoseconds
        )
    }
}
