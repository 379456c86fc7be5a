import Foundation
import LogPipeline
import Logging
import Telemetry
import Testing

/// Every kind of line we write, checked against the rules of elastic/ecs-logging and the types of ECS.
@Suite(.timeLimit(.minutes(15))) struct ECSTests {
    struct Failure: Error, CustomStringConvertible {
        let description = "a \"quoted\" failure\nof two lines"
    }

    let names = NameTable()

    /// What the journald sink reads must be a line of its grammar too.
    private static func isScannable(_ line: ParsedLine) -> Bool {
        let bytes = Array(line.text.utf8.dropLast())
        return bytes.withUnsafeBytes { bytes in
            guard var scanner = LineScanner(bytes) else { return false }
            while true {
                switch scanner.step() {
                case .member: continue
                case .end: return true
                case .malformed: return false
                }
            }
        }
    }

    private static func check(_ line: ParsedLine) {
        #expect(ECSLoggingRule.problems(line) == [], "\(line.text)")
        #expect(Self.isScannable(line), "\(line.text)")
    }

    @Test(arguments: Outcome.allCases)
    func anAccessLineOfEveryOutcome(outcome: Outcome) throws {
        for isIPv6 in [false, true] {
            var sample = SampleRecord.handbook(self.names)
            sample.record.outcome = outcome.rawValue
            sample.record.status = outcome == .success ? 200 : 502
            if isIPv6 { sample.record.flags.insert(.isIPv6) }
            sample.referrer = "https://shop.example/cart"
            sample.credential = "bearer 1f0c9a31"
            sample.failedAttempts = "127.0.0.1:9001 upstream_reset"
            sample.headers = SampleList.bytes([("x-tenant", "a")])
            sample.queryValues = SampleList.bytes([("page", "2")])
            sample.userAgent = String(repeating: "u", count: 600)
            let line = try sample.parsed(self.names)
            Self.check(line)
            #expect(line["event.reason"] == (outcome == .success ? nil : outcome.labelText))
            #expect(line.list("gateway.truncated") == ["user_agent.original"])
        }
    }

    @Test func anAccessLineWithoutAHead() throws {
        var sample = SampleRecord()
        sample.record.startWallNanoseconds = 1_772_366_400_123_456_789
        sample.record.outcome = Outcome.clientTimeout.rawValue
        sample.record.status = 408
        sample.record.flags.insert(.isSampled)
        Self.check(try sample.parsed(self.names))
    }

    /// App records with everything they can have, the reports of the pipeline about itself, and the last record.
    @Test func everyAppLine() throws {
        let folder = try TemporaryFolder()
        let configuration = LogPipelineConfiguration.sample(in: folder)
        let pipeline = LogPipeline(configuration: configuration, registry: MetricRegistry(names: configuration.names))
        try pipeline.start()
        let logger = Logger(label: "store.pool", factory: pipeline.logHandlerFactory)
        for level in Logger.Level.allCases { logger.log(level: level, "level") }
        logger.error(
            "failed",
            error: Failure(),
            metadata: [
                "pool": "main", "a.b*c\\d": "x", "password": "hunter2", "list": ["a", "b"], "map": ["k": "v"],
                "number": "\(Double.nan)", "trace.id": "4bf92f3577b34da6a3ce929d0e0e4736",
                "span.id": "00f067aa0ba902b7", "error.code": "database_pool_timeout",
                "long": "\(String(repeating: "x", count: 600))",
            ]
        )
        for _ in 0..<30 { logger.warning("again") }
        pipeline.stop(within: 5)
        let lines = try ParsedLine.all(in: folder.data("app.jsonl")).map { try #require($0) }
        for line in lines { Self.check(line) }
        let messages = lines.compactMap { $0["message"] }
        #expect(messages.contains("stream.closed"))
        #expect(messages.contains("records of a call site were left out"))
        #expect(lines.contains { $0.number("gateway.suppressed_count") == 20 })
        #expect(lines.contains { $0.list("gateway.truncated") == ["labels"] })
    }

    /// The rules can fail.
    @Test(arguments: [
        #"{"@timestamp":"2026-03-01T12:00:00.123456Z","message":"x","log.level":"info","ecs.version":"8.17.0"}"#,
        #"{"@timestamp":"2026-03-01T12:00:00Z","log.level":"info","message":"x","ecs.version":"8.17.0"}"#,
        #"{"@timestamp":"2026-03-01T12:00:00.123456Z","log.level":"info","message":"x"}"#,
        #"{"@timestamp":"2026-03-01T12:00:00.123456Z","log.level":"info","message":"x","ecs.version":"1.6.0"}"#,
        #"{"@timestamp":"2026-03-01T12:00:00.123456Z","log.level":"info","message":"x","ecs.version":"8.17.0","client.ip":"1f0c9a31"}"#,
        #"{"@timestamp":"2026-03-01T12:00:00.123456Z","log.level":"info","message":"x","ecs.version":"8.17.0","event.type":"access"}"#,
        #"{"@timestamp":"2026-03-01T12:00:00.123456Z","log.level":"info","message":"x","ecs.version":"8.17.0","process.pid":"1"}"#,
        #"{"@timestamp":"2026-03-01T12:00:00.123456Z","log.level":"info","message":"x","ecs.version":"8.17.0","labels.a.b":"1"}"#,
        #"{"@timestamp":"2026-03-01T12:00:00.123456Z","log.level":"info","message":"x","ecs.version":"8.17.0","own.field":"1"}"#,
    ])
    func aLineThatBreaksARuleIsFound(text: String) throws {
        #expect(!ECSLoggingRule.problems(try #require(ParsedLine(text + "\n"))).isEmpty)
    }
}
