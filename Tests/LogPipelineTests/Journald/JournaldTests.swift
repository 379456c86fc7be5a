import Foundation
import LogPipeline
import Logging
import Telemetry
import Testing

/// The journald sink against a real systemd-journald.
@Suite(.enabled(if: JournaldHost.isPossible, "needs root and systemd-journald"), .timeLimit(.minutes(15)), .serialized)
struct JournaldTests {
    static let count = ProcessInfo.processInfo.environment["WATCHGATE_FULL"] == "1" ? 100_000 : 10_000

    /// Access records to the journal, with what `change` adds; its threads run where the host's journald is.
    private func rig(
        _ host: JournaldHost,
        _ change: (inout LogPipelineConfiguration, TemporaryFolder) -> Void = { _, _ in }
    ) throws -> PipelineRig {
        let rig = try PipelineRig { configuration, folder in
            configuration.accessSinks = [.journald]
            change(&configuration, folder)
        }
        try host.thread.perform { try rig.pipeline.start() }
        return rig
    }

    @Test func everyRecordComesBackWithAllItsFields() throws {
        let host = try JournaldHost()
        defer { host.close() }
        let rig = try self.rig(host) { configuration, _ in configuration.queueBytes = 1 << 30 }
        let start = Date()
        rig.write(Self.count)
        #expect(eventually(within: 300) { rig.account(.journald).delivered == UInt64(Self.count) })
        let seconds = Date().timeIntervalSince(start)
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
        #expect(eventually(within: 60) { (try? host.count()) == Self.count })
        let micros = seconds / Double(Self.count) * 1e6
        let journald = host.processorSeconds / Double(Self.count) * 1e6
        print("journald sink: \(micros) µs an entry, of which journald's CPU \(journald) µs (\(Self.count) entries)")
        var sequences: Set<UInt64> = []
        try host.forEachEntry { entry in
            let record = try #require(entry.record())
            sequences.insert(try #require(record.number("event.sequence")))
            let expected: [String: String?] = [
                "MESSAGE": "GET /v1/orders/{id} 200 12.400 ms", "PRIORITY": "6", "SYSLOG_IDENTIFIER": "watchgate",
                "SYSLOG_FACILITY": "3", "MESSAGE_ID": "\(JournalRecordKind.request.messageID)", "GW_STREAM": "access",
                "GW_EVENT_ID": record["event.id"], "GW_TRACE_ID": "4bf92f3577b34da6a3ce929d0e0e4736",
                "GW_ROUTE": "/v1/orders/{id}", "GW_METHOD": "GET", "GW_STATUS": "200", "GW_DURATION_NS": "12400000",
                "GW_UPSTREAM": "orders", "GW_OUTCOME": nil, "CODE_FILE": nil,
            ]
            for (name, value) in expected where entry[name] != value { Issue.record("\(name): \(entry.fields)") }
        }
        #expect(sequences == Set(1...UInt64(Self.count)))
    }

    @Test func aMessageHasItsPlaceItsErrorAndItsKind() throws {
        let host = try JournaldHost()
        defer { host.close() }
        let rig = try self.rig(host) { configuration, _ in configuration.appSinks = [.journald] }
        let logger = Logger(label: "store.pool", factory: rig.pipeline.logHandlerFactory)
        let line = #line + 1
        logger.error("a\u{1B}[31m\u{202E}b\nc\"\\é", metadata: ["error.code": "database_timeout", "errno": "111"])
        logger.notice("configuration applied")
        rig.pipeline.stop(within: 5)
        #expect(eventually { (try? host.count()) == 3 })
        let entries = try host.entries()
        let error = try #require(entries.first)
        #expect(error["MESSAGE"] == "a[31mbc\"\\é")
        #expect(error["PRIORITY"] == "3")
        #expect(error["GW_STREAM"] == "app")
        #expect(error["GW_OUTCOME"] == "database_timeout")
        #expect(error["ERRNO"] == "111")
        #expect(error["CODE_FILE"] == "JournaldTests.swift")
        #expect(error["CODE_LINE"] == "\(line)")
        #expect(error["CODE_FUNC"] == "aMessageHasItsPlaceItsErrorAndItsKind()")
        #expect(error.record()?["message"] == "a\u{1B}[31m\u{202E}b\nc\"\\é")
        let kinds: [JournalRecordKind] = [.message, .configurationApplied, .streamClosed]
        #expect(entries.map { $0["MESSAGE_ID"] } == kinds.map { "\($0.messageID)" })
    }

    @Test func withoutECSTheLineStaysAtHome() throws {
        let host = try JournaldHost()
        defer { host.close() }
        let rig = try self.rig(host) { configuration, _ in configuration.journaldSendsECS = false }
        rig.write(10)
        rig.pipeline.stop(within: 5)
        #expect(eventually { (try? host.count()) == 10 })
        for entry in try host.entries() {
            #expect(entry["ECS"] == nil)
            #expect(entry["GW_STATUS"] == "200")
        }
    }

    /// Larger than any datagram: libsystemd hands a file over.
    @Test func anEntryOverTheSocketsLimitArrives() throws {
        let host = try JournaldHost()
        defer { host.close() }
        let text = String(repeating: "journald ", count: 3_000_000)
        let line = Array("{\"log.level\":\"info\",\"message\":\"\(text)\",\"event.dataset\":\"gateway.app\"}\n".utf8)
        let destination = JournaldDestination(
            sendsECS: false,
            limit: JournalRateLimit(burst: 0, intervalMicroseconds: 0)
        )
        let progress = try host.thread.perform {
            line.withUnsafeBytes { destination.write($0, patience: 1_000_000_000) }
        }
        #expect(progress == SinkProgress(byteCount: line.count, obstacle: nil))
        #expect(eventually(within: 30) { (try? host.count()) == 1 })
        let entry = try #require(try host.entries().first)
        #expect(entry["MESSAGE"] == text)
    }

    @Test func aStoppedJournaldCostsRecordsButNoOneWaits() throws {
        let host = try JournaldHost()
        defer { host.close() }
        let rig = try self.rig(host) { configuration, _ in
            configuration.accessSinks = [.journald, .file]
            configuration.queueBytes = 1_048_576
        }
        rig.write(500)
        #expect(rig.delivered(500, .journald))
        host.signal(SIGSTOP)
        let start = Date()
        for _ in 0..<30 {
            rig.write(100)
            #expect(rig.isBalanced)
        }
        #expect(rig.delivered(3500, .file))
        #expect(Date().timeIntervalSince(start) < 5)
        #expect(eventually { rig.account(.journald).offered == 3500 })
        #expect(eventually { rig.pipeline.snapshot.sink(.journald)?.state == .stalled })
        let stopped = rig.account(.journald)
        #expect(stopped.dropped[.queueFull, default: 0] > 1000)
        #expect(stopped.delivered + stopped.droppedTotal + UInt64(stopped.queueEvents) == 3500)
        host.signal(SIGCONT)
        #expect(eventually { rig.account(.journald).queueEvents == 0 })
        let account = rig.account(.journald)
        #expect(account.delivered + account.droppedTotal == 3500)
        #expect(eventually { (try? host.count()) == Int(account.delivered) })
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
        #expect(try host.count() == Int(account.delivered))
    }

    @Test func aJournaldThatIsKilledIsWaitedForThenMissedThenUsedAgain() throws {
        let host = try JournaldHost()
        defer { host.close() }
        let rig = try self.rig(host) { configuration, _ in configuration.queueBytes = 1_048_576 }
        rig.write(200)
        #expect(rig.delivered(200, .journald))
        #expect(eventually { (try? host.count()) == 200 })
        host.kill()
        rig.write(100)
        #expect(eventually { rig.pipeline.snapshot.sink(.journald)?.state == .retrying })
        #expect(eventually { rig.account(.journald).queueEvents == 100 })
        #expect(rig.account(.journald).droppedTotal == 0)
        // It comes back and has all that waited.
        try host.start()
        #expect(rig.delivered(300, .journald))
        #expect(rig.pipeline.snapshot.sink(.journald)?.state == .ok)
        #expect(eventually { (try? host.count()) == 300 })
        // Away for longer: what does not fit is counted, to the record.
        host.kill()
        for _ in 0..<20 {
            rig.write(100)
            #expect(rig.isBalanced)
        }
        #expect(eventually { rig.account(.journald).offered == 2300 })
        let away = rig.account(.journald)
        #expect(away.delivered == 300)
        #expect(away.dropped[.ioError, default: 0] > 500)
        try host.start()
        #expect(eventually { rig.account(.journald).queueEvents == 0 })
        let account = rig.account(.journald)
        #expect(account.delivered + account.droppedTotal == 2300)
        #expect(eventually { (try? host.count()) == Int(account.delivered) })
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
    }

    /// Its queue is full when it dies: the sink must not wait for room that nobody makes.
    ///
    /// Under systemd the socket outlives it, and nothing is lost. Where it does not, what the system has taken for a
    /// process that never reads it is gone: at most `net.unix.max_dgram_qlen` and one.
    @Test(arguments: [true, false]) func aStoppedJournaldThatIsKilledIsUsedAgain(keepsSocket: Bool) throws {
        let host = try JournaldHost(keepsSocket: keepsSocket)
        defer { host.close() }
        let rig = try self.rig(host)
        rig.write(50)
        #expect(eventually { (try? host.count()) == 50 })
        host.signal(SIGSTOP)
        rig.write(1000)
        #expect(eventually { rig.account(.journald).offered == 1050 })
        usleep(300_000)
        host.kill()
        let taken = Int(rig.account(.journald).delivered) - 50
        #expect(rig.isBalanced)
        try host.start()
        #expect(rig.delivered(1050, .journald))
        #expect(rig.account(.journald).droppedTotal == 0)
        #expect(eventually { (try? host.count()) == (keepsSocket ? 1050 : 1050 - taken) })
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
    }

    @Test func aJournaldThatComesLaterGetsWhatWaited() throws {
        let host = try JournaldHost(starts: false)
        defer { host.close() }
        let rig = try self.rig(host)
        rig.write(100)
        #expect(eventually { rig.pipeline.snapshot.sink(.journald)?.state == .retrying })
        #expect(rig.account(.journald).delivered == 0)
        try host.start()
        #expect(rig.delivered(100, .journald))
        #expect(eventually { (try? host.count()) == 100 })
        let app = String(decoding: try rig.folder.data("app.jsonl"), as: UTF8.self)
        #expect(app.contains("log sink cannot write; it keeps trying"))
        #expect(app.contains("log sink writes again"))
        rig.pipeline.stop(within: 5)
        #expect(rig.isBalanced)
    }

    /// The limit is that of the namespace's journald; what is held back is late, and lost only in our own account.
    @Test func theRateLimitIsReadAndKept() throws {
        let host = try JournaldHost("RateLimitIntervalSec=10s\nRateLimitBurst=1000")
        defer { host.close() }
        let rig = try self.rig(host) { configuration, _ in configuration.queueBytes = 524_288 }
        let text = String(decoding: rig.registry.render(.text004), as: UTF8.self)
        #expect(text.contains("log_pipeline_journald_limit_events 1000\n"))
        #expect(text.contains("log_pipeline_journald_limit_interval_seconds 10\n"))
        let start = Date()
        rig.write(1000)
        #expect(eventually { rig.account(.journald).offered == 1000 })
        usleep(500_000)
        let account = rig.account(.journald)
        let seconds = Date().timeIntervalSince(start)
        // 100 at once, then 90 a second.
        #expect(Double(account.delivered) <= 102 + 90 * seconds)
        #expect(account.delivered >= 100)
        #expect(account.dropped[.queueFull, default: 0] > 0)
        rig.pipeline.stop(within: 1)
        #expect(rig.isBalanced)
        let delivered = Int(rig.account(.journald).delivered)
        #expect(eventually { (try? host.count()) == delivered })
    }

    @Test(arguments: [true, false]) func theShutdownTakesNoLongerThanItsTime(isStopped: Bool) throws {
        let host = try JournaldHost(starts: isStopped)
        defer { host.close() }
        let rig = try self.rig(host)
        host.signal(SIGSTOP)
        rig.write(1000)
        #expect(eventually { rig.account(.journald).offered == 1000 })
        let start = Date()
        rig.pipeline.stop(within: 1)
        #expect(Date().timeIntervalSince(start) < 3)
        let account = rig.account(.journald)
        #expect(account.delivered + account.droppedTotal == 1000)
        #expect(account.dropped[.shutdown, default: 0] > 0)
        #expect(account.queueEvents == 0)
        #expect(rig.isBalanced)
        host.signal(SIGCONT)
        if isStopped { #expect(eventually { (try? host.count()) == Int(account.delivered) }) }
    }
}
