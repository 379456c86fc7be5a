import Foundation
import LogPipeline
import TestKit
import Testing

/// journald's rate limit: how it is found, and that the sink stays below it.
@Suite struct JournalRateLimitTests {
    private static let mount = "65 63 0:39 /journal.watchgate /run/systemd/journal rw,relatime - tmpfs tmpfs rw\n"

    /// The limit found in a file system with these files; a name that ends in `@` is a link to its text.
    private static func limit(_ files: [String: String]) throws -> JournalRateLimit {
        let root = try TemporaryFolder()
        for (name, text) in files {
            let path = root.file(name)
            let folder = (path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            if name.hasSuffix("@") {
                try FileManager.default.createSymbolicLink(atPath: String(path.dropLast()), withDestinationPath: text)
            } else {
                try Data(text.utf8).write(to: URL(filePath: path))
            }
        }
        return JournalRateLimitReader(root: root.path).read()
    }

    @Test func withoutConfigurationItIsTheDefault() throws {
        #expect(try Self.limit([:]) == .standard)
        #expect(try Self.limit(["etc/systemd/journald.conf": "[Journal]\n#RateLimitBurst=5\n"]) == .standard)
    }

    @Test func additionsComeAfterTheFileInTheOrderOfTheirNames() throws {
        let limit = try Self.limit([
            "etc/systemd/journald.conf": "[Journal]\nRateLimitBurst = 5\nRateLimitIntervalSec=1min\n",
            "usr/lib/systemd/journald.conf.d/10.conf": "[Journal]\nRateLimitBurst=6\nRateLimitIntervalSec=2s\n",
            "etc/systemd/journald.conf.d/10.conf": "[Journal]\nRateLimitBurst=7\n",
            "run/systemd/journald.conf.d/05.conf": "[Journal]\nRateLimitBurst=8\n[Other]\nRateLimitIntervalSec=9s\n",
            "run/systemd/journald.conf.d/99.txt": "[Journal]\nRateLimitBurst=9\n",
        ])
        #expect(limit == JournalRateLimit(burst: 7, intervalMicroseconds: 60_000_000))
    }

    @Test func aNamespaceHasItsOwn() throws {
        let limit = try Self.limit([
            "proc/thread-self/mountinfo": "63 43 0:39 / /run/systemd rw - tmpfs tmpfs rw\n" + Self.mount,
            "etc/systemd/journald.conf": "[Journal]\nRateLimitBurst=5\n",
            "etc/systemd/journald@watchgate.conf": "[Journal]\nRateLimitIntervalSec=0\nRateLimitBurst=0\n",
        ])
        #expect(limit.isOff)
    }

    @Test func aUnitsOwnLimitGoesFirst() throws {
        let limit = try Self.limit([
            "proc/self/cgroup": "0::/system.slice/watchgate.service\n",
            "etc/systemd/journald.conf": "[Journal]\nRateLimitBurst=5\nRateLimitIntervalSec=5s\n",
            "run/systemd/units/log-rate-limit-interval:watchgate.service@": "7000000",
            "run/systemd/units/log-rate-limit-burst:watchgate.service@": "77",
        ])
        #expect(limit == JournalRateLimit(burst: 77, intervalMicroseconds: 7_000_000))
    }

    @Test(arguments: [
        ("30s", 30_000_000), ("30", 30_000_000), ("1min 30s", 90_000_000), ("500ms", 500_000), ("1.5h", 5_400_000_000),
        ("0", 0), ("2 min", 120_000_000), ("1min30s", 90_000_000), ("infinity", UInt64.max), ("10us", 10),
    ])
    func spansAreRead(text: String, microseconds: UInt64) {
        #expect(SystemdTimeSpan.microseconds(text) == microseconds)
    }

    @Test(arguments: ["", " ", "s", "1x", "-1s", "1..2s", "many"]) func otherTextIsNoSpan(text: String) {
        #expect(SystemdTimeSpan.microseconds(text) == nil)
    }

    /// Entries come in floods and gaps; whenever an interval begins, it has no more than the limit allows.
    @Test(arguments: [1, 2, 9, 10, 333, 10_000] as [UInt64]) func noIntervalHasTooMany(burst: UInt64) {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of noIntervalHasTooMany: \(seed)")
        var generator = SeededGenerator(seed: seed)
        let interval: UInt64 = 1_000_000
        var pacer = JournalPacer(JournalRateLimit(burst: burst, intervalMicroseconds: interval))
        var now: UInt64 = 5_000_000_000
        var sent: [UInt64] = []
        for _ in 0..<20_000 {
            let isGap = Int.random(in: 0..<100, using: &generator) == 0
            if isGap { now += UInt64.random(in: 0...2_000_000_000, using: &generator) }
            now += pacer.delay(now: now)
            #expect(pacer.delay(now: now) == 0)
            pacer.entrySent(now: now)
            sent.append(now)
        }
        let most = Int(burst)
        for index in sent.indices.dropFirst(most) where sent[index] - sent[index - most] < interval * 1000 {
            Issue.record("more than \(burst) in an interval, seed \(seed)")
            break
        }
        // Nor is it far below: nine tenths of the limit in the long run.
        if burst >= 10 {
            var steady = JournalPacer(JournalRateLimit(burst: burst, intervalMicroseconds: interval))
            var time: UInt64 = 1
            for _ in 0..<(10 * burst) {
                time += steady.delay(now: time)
                steady.entrySent(now: time)
            }
            #expect(time < 12_000_000_000)
        }
    }

    @Test func withoutALimitNothingWaits() {
        var pacer = JournalPacer(JournalRateLimit(burst: 0, intervalMicroseconds: 30_000_000))
        var waits = 0
        for _ in 0..<100_000 {
            pacer.entrySent(now: 7)
            if pacer.delay(now: 7) > 0 { waits += 1 }
        }
        #expect(waits == 0)
    }
}
