import Foundation
import GatewayCore

/// Reads the metrics of a running gateway, and knows how often it has.
struct GatewayWatcher {
    /// Why the metrics cannot be used, in words.
    struct Unusable: Error { var reason: String }

    let host: String
    let port: Int
    private let start = ContinuousClock.now
    /// Scrapes that are our own.
    private var ownScrapes = 0
    private var firstTotal: Double?
    private var last = MetricsText.empty

    init(_ admin: AdminPlan) {
        self.host = ["0.0.0.0": "127.0.0.1", "::": "::1"][admin.host] ?? admin.host
        self.port = admin.port
    }

    var address: String { "http://\(self.host):\(self.port)/metrics" }

    /// Two readings, a second apart.
    mutating func read() async throws -> GatewayFigures {
        let clock = ContinuousClock()
        let first = try await self.scrape()
        let begin = clock.now
        try? await clock.sleep(for: .seconds(1))
        let last = try await self.scrape()
        return GatewayFigures(first: first, last: last, seconds: Self.seconds(clock.now - begin))
    }

    /// Waits for a scrape that is not ours, at most as long as one may be old.
    mutating func watchScrapes(limitSeconds: Double) async -> ScrapeRecentCheck.Watch {
        while true {
            let elapsed = Self.seconds(ContinuousClock.now - self.start)
            let total = self.foreignTotal
            let uptime = Date().timeIntervalSince1970 - (self.last.sum("process_start_time_seconds") ?? 0)
            let watch = ScrapeRecentCheck.Watch(
                total: total,
                seenAfterSeconds: total > (self.firstTotal ?? total) ? elapsed : nil,
                uptimeSeconds: uptime
            )
            if ScrapeRecentCheck.isDecided(watch, limitSeconds: limitSeconds) || elapsed >= limitSeconds {
                return watch
            }
            try? await ContinuousClock().sleep(for: .seconds(min(1, limitSeconds - elapsed)))
            // A gateway that has just gone away is scraped by nobody: the answer stays what it is.
            _ = try? await self.scrape()
        }
    }

    /// The finding for metrics that could not be read.
    func unanswered(_ error: any Error) -> Finding {
        let start = "Start the gateway, or give --config the file it was started with."
        switch error {
        case HTTPExchange.Failure.unreachable:
            return .unreachable(.adminReachable, "nobody accepts connections at \(self.address)", fix: start)
        case HTTPExchange.Failure.tooSlow:
            let fix = "Look whether the process hangs or its machine is overloaded, and restart it."
            return .unreachable(.adminReachable, "\(self.address) did not answer within 10 s", fix: fix)
        case let unusable as Unusable:
            return .failed(.adminReachable, "\(self.address): \(unusable.reason)", fix: start)
        default: return .failed(.adminReachable, "\(self.address) sent no whole HTTP answer", fix: start)
        }
    }

    private mutating func scrape() async throws -> MetricsText {
        let exchange = HTTPExchange(host: self.host, port: self.port)
        let answer = try await exchange.get("/metrics", fields: [("Accept", "text/plain;version=0.0.4")])
        if answer.status != 200 { throw Unusable(reason: "status \(answer.status)") }
        do {
            self.last = try MetricsText(answer.text)
        } catch {
            throw Unusable(reason: "line \(error.line) is no metric; is this the admin listener of a gateway?")
        }
        // A scrape counts itself only after its figures were gathered.
        if self.firstTotal == nil { self.firstTotal = self.foreignTotal }
        self.ownScrapes += 1
        return self.last
    }

    /// Scrapes that others have made, as of the last reading.
    private var foreignTotal: Double {
        let own = max(0, self.ownScrapes - (self.firstTotal == nil ? 0 : 1))
        return (self.last.sum("metrics_scrapes_total", ["code": "200"]) ?? 0) - Double(own)
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
