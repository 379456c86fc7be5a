/// Keeps a call site that logs in a loop from filling the log: ten records at once, then one a second.
///
/// A pure value: the time is an argument (nanoseconds of a monotonic clock). Bounded: sites beyond the limit share one
/// bucket, so that code which makes up call sites cannot fill the memory.
package struct CallSiteLimiter {
    package struct Site: Hashable, Sendable {
        package var file: String
        package var line: UInt

        package init(file: String, line: UInt) {
            self.file = file
            self.line = line
        }
    }

    package enum Verdict: Equatable {
        /// Write it; so many records of the site were left out before it.
        case pass(suppressed: UInt64)
        case suppress
    }

    private struct Bucket {
        /// When the bucket is full again (the generic cell rate algorithm: one number instead of tokens and a time).
        var fullAt: UInt64 = 0
        var suppressed: UInt64 = 0
        var lastSuppressedAt: UInt64 = 0
    }

    package static let burst = 10
    package static let siteLimit = 4096
    private static let interval: UInt64 = 1_000_000_000
    private static let silence: UInt64 = 10_000_000_000
    private static let others = Site(file: "", line: 0)

    private var buckets: [Site: Bucket] = [:]
    /// How many buckets hold a count that no record has reported.
    private var pendingCount = 0

    package init() {}

    /// One record is about to be made.
    package mutating func recordOffered(_ site: Site, now: UInt64) -> Verdict {
        let isKnown = self.buckets[site] != nil || self.buckets.count < Self.siteLimit
        let key = isKnown ? site : Self.others
        var bucket = self.buckets[key] ?? Bucket()
        let fullAt = max(bucket.fullAt, now)
        let verdict: Verdict
        if fullAt - now <= UInt64(Self.burst - 1) * Self.interval {
            verdict = .pass(suppressed: bucket.suppressed)
            if bucket.suppressed > 0 { self.pendingCount -= 1 }
            bucket.fullAt = fullAt + Self.interval
            bucket.suppressed = 0
        } else {
            verdict = .suppress
            if bucket.suppressed == 0 { self.pendingCount += 1 }
            bucket.suppressed += 1
            bucket.lastSuppressedAt = now
        }
        self.buckets[key] = bucket
        return verdict
    }

    /// The counts of sites that have been silent for ten seconds; they are reported now and forgotten.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - all: Takes those of sites that are not silent too: the end of the process.
    /// - Returns: The sites, each with how many of its records were left out.
    package mutating func takeSilentSites(now: UInt64, all: Bool = false) -> [(site: Site, suppressed: UInt64)] {
        if self.pendingCount == 0 { return [] }
        var found: [(site: Site, suppressed: UInt64)] = []
        for (site, bucket) in self.buckets where bucket.suppressed > 0 {
            guard all || now >= bucket.lastSuppressedAt + Self.silence else { continue }
            found.append((site, bucket.suppressed))
            self.buckets[site]?.suppressed = 0
            self.pendingCount -= 1
        }
        return found
    }
}
