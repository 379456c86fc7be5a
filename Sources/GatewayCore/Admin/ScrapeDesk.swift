package import NIOCore

/// Shares gathers among scrapes that overlap, and keeps the line in front of the scrape thread short.
///
/// A scrape that asks for the same as one in work waits for that one's body. Others are gathered one after the other; of
/// them at most 8 wait. Nobody waits longer than the limit: a gather that takes longer is answered with an error, and
/// what it still brings is thrown away.
package final class ScrapeDesk: @unchecked Sendable {  // confined to its event loop, which every method checks
    /// Gathers that may wait behind the one in work.
    package static let waitingLimit = 8

    private struct Gather {
        var id: Int
        var body: EventLoopPromise<ScrapeBody>
        var timeout: Scheduled<Void>
    }

    private let loop: any EventLoop
    private let limit: TimeAmount
    private let gather: @Sendable (ScrapeKey) -> EventLoopFuture<ScrapeBody>
    private var open: [ScrapeKey: Gather] = [:]
    /// Given to the scrape thread and not come back, timed out ones included.
    private var pending = 0
    private var lastID = 0

    /// - Parameters:
    ///   - loop: The admin listener's.
    ///   - limit: How long a scrape waits.
    ///   - gather: Makes a body elsewhere; the future is one of `loop`.
    package init(
        loop: any EventLoop,
        limit: TimeAmount,
        gather: @escaping @Sendable (ScrapeKey) -> EventLoopFuture<ScrapeBody>
    ) {
        self.loop = loop
        self.limit = limit
        self.gather = gather
    }

    /// Asks for a body.
    /// - Returns: The body, perhaps one that others get too (`isShared`); nil when too many gathers wait. The future
    ///   fails with `ScrapeError`.
    package func scrape(_ key: ScrapeKey) -> (body: EventLoopFuture<ScrapeBody>, isShared: Bool)? {
        self.loop.preconditionInEventLoop()
        if let gather = self.open[key] { return (gather.body.futureResult, true) }
        guard self.pending <= Self.waitingLimit else { return nil }
        self.pending += 1
        self.lastID += 1
        let id = self.lastID
        let body = self.loop.makePromise(of: ScrapeBody.self)
        let timeout = self.loop.scheduleTask(in: self.limit) { self.close(key, id, .failure(ScrapeError.tooSlow)) }
        self.open[key] = Gather(id: id, body: body, timeout: timeout)
        self.gather(key).whenComplete { result in
            self.pending -= 1
            self.close(key, id, result)
        }
        return (body.futureResult, false)
    }

    /// Answers all who wait for a gather, unless they were answered before.
    private func close(_ key: ScrapeKey, _ id: Int, _ result: Result<ScrapeBody, any Error>) {
        self.loop.preconditionInEventLoop()
        guard let gather = self.open[key], gather.id == id else { return }
        self.open[key] = nil
        gather.timeout.cancel()
        gather.body.completeWith(result)
    }
}
