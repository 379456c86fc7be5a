import LogPipeline

/// A source that looks at what there is before a batch is settled.
final class SettleWatch: BulkSource {
    private let source: any BulkSource
    private let willSettle: @Sendable () -> Void

    init(_ source: any BulkSource, willSettle: @escaping @Sendable () -> Void) {
        self.source = source
        self.willSettle = willSettle
    }

    var stream: RecordStream { self.source.stream }

    func next(maxEvents: Int, maxBytes: Int) -> BulkBatch? {
        self.source.next(maxEvents: maxEvents, maxBytes: maxBytes)
    }

    func settle(_ batch: BulkBatch, _ settlement: BulkSettlement) {
        self.willSettle()
        self.source.settle(batch, settlement)
    }

    func putBack(_ batch: BulkBatch) { self.source.putBack(batch) }
}
