/// Whether anybody reads the metrics: without scrapes no alert can fire.
///
/// No metric says when the last scrape was, and a scrape after a long pause would hide the pause. So `doctor` watches
/// `metrics_scrapes_total`, its own scrapes subtracted, for as long as a scrape may be old.
package enum ScrapeRecentCheck {
    /// What was seen.
    package struct Watch: Sendable {
        /// Scrapes since the gateway's start, without our own.
        package var total: Double
        /// When one more was seen, from the beginning of the watch; nil: none.
        package var seenAfterSeconds: Double?
        /// Since the gateway's start, at the end of the watch.
        package var uptimeSeconds: Double

        package init(total: Double, seenAfterSeconds: Double?, uptimeSeconds: Double) {
            (self.total, self.seenAfterSeconds, self.uptimeSeconds) = (total, seenAfterSeconds, uptimeSeconds)
        }
    }

    private static let fix = """
        Point a Prometheus job at /metrics of the admin listener and see that its target is up, or leave this check out \
        with --skip scrape_recent.
        """

    /// Whether watching longer can change nothing: one was seen, or there never was any since a start long ago.
    package static func isDecided(_ watch: Watch, limitSeconds: Double) -> Bool {
        watch.seenAfterSeconds != nil || (watch.total <= 0 && watch.uptimeSeconds > limitSeconds)
    }

    package static func evaluate(_ watch: Watch, limitSeconds: Double) -> Finding {
        let limit = DoctorText.number(limitSeconds)
        if let seconds = watch.seenAfterSeconds {
            return .ok(.scrapeRecent, "scraped within \(DoctorText.number(seconds)) s")
        }
        if watch.total <= 0 {
            if watch.uptimeSeconds <= limitSeconds {
                let uptime = DoctorText.number(watch.uptimeSeconds)
                return .warning(.scrapeRecent, "not scraped yet, \(uptime) s after the start", fix: Self.fix)
            }
            return .failed(.scrapeRecent, "never scraped since the gateway's start", fix: Self.fix)
        }
        return .failed(.scrapeRecent, "the last scrape was more than \(limit) s ago", fix: Self.fix)
    }
}
