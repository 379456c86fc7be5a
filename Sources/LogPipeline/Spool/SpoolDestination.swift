import Telemetry

/// Puts the lines of a lane on disk, for a delivery that may take hours: what is written waits in the spool.
final class SpoolDestination: SinkDestination {
    private static let tickNanoseconds: UInt64 = 250_000_000

    private let spool: SpoolStream
    private let account: any SpoolAccount

    /// - Parameters:
    ///   - spool: Written to by the sink's thread alone.
    ///   - account: The lane's.
    init(_ spool: SpoolStream, _ account: any SpoolAccount) {
        self.spool = spool
        self.account = account
    }

    var tickInterval: UInt64? { Self.tickNanoseconds }

    /// The spool is open.
    func open() {}

    func write(_ lines: UnsafeRawBufferPointer, patience: UInt64) -> SinkProgress {
        let progress = self.spool.append(lines)
        if progress.refusedNoID > 0 { self.account.dropped(.encodeError, progress.refusedNoID) }
        if progress.refusedOversize > 0 { self.account.dropped(.oversize, progress.refusedOversize) }
        let number = progress.errorNumber
        return SinkProgress(byteCount: progress.byteCount, obstacle: number == 0 ? nil : .failed(number))
    }

    func tick(now: UInt64) { self.spool.tick(now: now) }

    func close() {
        let lost = self.spool.close()
        if lost > 0 { self.account.dropped(.ioError, lost) }
    }
}
