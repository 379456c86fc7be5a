import Foundation
import LogPipeline
import Logging
import Telemetry
import Testing

@Suite(.timeLimit(.minutes(15))) struct AppLineTests {
    struct PoolTimeout: Error, CustomStringConvertible {
        let description = "no database connection within 1 s"
    }

    /// What a pipeline with an app file writes while `body` logs; the last line is `stream.closed`.
    private func lines(
        level: Logger.Level = .info,
        provider: Logger.MetadataProvider? = nil,
        _ body: (Logger) -> Void
    ) throws -> [ParsedLine] {
        let folder = try TemporaryFolder()
        var configuration = LogPipelineConfiguration.sample(in: folder)
        configuration.appLevel = level
        let pipeline = LogPipeline(configuration: configuration, registry: MetricRegistry(names: configuration.names))
        try pipeline.start()
        var logger = Logger(label: "store.pool", factory: pipeline.logHandlerFactory)
        logger.handler.metadataProvider = provider
        body(logger)
        pipeline.stop(within: 5)
        return try ParsedLine.all(in: folder.data("app.jsonl")).map { try #require($0) }
    }

    @Test func aRecordHasTheFieldsOfTheHandbookInOrder() throws {
        let lines = try self.lines { logger in
            logger.error(
                "no connection",
                error: PoolTimeout(),
                metadata: [
                    "pool": "main", "trace.id": "4bf92f3577b34da6a3ce929d0e0e4736", "span.id": "00f067aa0ba902b7",
                    "error.code": "database_pool_timeout",
                ]
            )
        }
        #expect(lines.count == 2)
        let line = lines[0]
        #expect(
            line.keys == [
                "@timestamp", "log.level", "message", "ecs.version", "service.name", "service.version",
                "service.environment", "service.node.name", "host.name", "process.pid", "event.id", "event.kind",
                "event.dataset", "event.sequence", "data_stream.type", "data_stream.dataset", "data_stream.namespace",
                "trace.id", "span.id", "transaction.id", "gateway.boot", "gateway.shard", "log.logger",
                "log.origin.file.name", "log.origin.file.line", "log.origin.function", "process.thread.name",
                "error.type", "error.message", "error.code", "labels.pool",
            ]
        )
        #expect(line["log.level"] == "error")
        #expect(line["message"] == "no connection")
        #expect(line["event.dataset"] == "gateway.app")
        #expect(line.number("event.sequence") == 1)
        #expect(line.number("gateway.shard") == 255)
        #expect(line["log.logger"] == "store.pool")
        #expect(line["log.origin.file.name"] == "AppLineTests.swift")
        #expect(line["log.origin.function"] == "aRecordHasTheFieldsOfTheHandbookInOrder()")
        #expect(line["error.type"] == "PoolTimeout")
        #expect(line["error.message"] == "no database connection within 1 s")
        #expect(line["error.code"] == "database_pool_timeout")
        #expect(line["trace.id"] == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(line["labels.pool"] == "main")
    }

    @Test func theIDSaysAppAndNoLoop() throws {
        let lines = try self.lines { $0.info("one") }
        let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        let id = try #require(lines[0]["event.id"])
        let value = id.reduce(UInt128(0)) { $0 * 32 + UInt128(digits.firstIndex(of: $1)!) }
        #expect(UInt64(truncatingIfNeeded: value >> 40) & 0xFF == 255)
        #expect(UInt64(truncatingIfNeeded: value >> 38) & 3 == 1)
        #expect(UInt64(truncatingIfNeeded: value) & 0x3F_FFFF_FFFF == 1)
    }

    @Test func recordsBelowTheLevelAreNotMade() throws {
        let lines = try self.lines(level: .warning) { logger in
            logger.info("quiet")
            logger.warning("loud")
        }
        #expect(lines.map { $0["message"] } == ["loud", "stream.closed"])
    }

    @Test func levelAndMetadataBelongToOneLogger() throws {
        let lines = try self.lines { logger in
            var other = logger
            other.logLevel = .error
            other[metadataKey: "only-on"] = "second"
            logger.info("first")
            other.info("not written")
            other.error("second")
        }
        #expect(lines.map { $0["message"] } == ["first", "second", "stream.closed"])
        #expect(lines[0].fields["labels.only-on"] == nil)
        #expect(lines[1]["labels.only-on"] == "second")
    }

    @Test func theEventsMetadataWinsOverTheProvidersAndTheLoggers() throws {
        let provider = Logger.MetadataProvider { ["a": "provider", "b": "provider", "c": "provider"] }
        let lines = try self.lines(provider: provider) { logger in
            var logger = logger
            logger[metadataKey: "a"] = "own"
            logger[metadataKey: "d"] = "own"
            logger.info("x", metadata: ["b": "event"])
        }
        #expect(lines[0]["labels.a"] == "provider")
        #expect(lines[0]["labels.b"] == "event")
        #expect(lines[0]["labels.c"] == "provider")
        #expect(lines[0]["labels.d"] == "own")
    }

    @Test func labelsAreSafeNamesEachOnce() throws {
        let lines = try self.lines { logger in
            logger.info(
                "x",
                metadata: [
                    "a.b": "1", "a*b": "2", "a\\b": "3", "": "4", "quote\"\n": "5", "trace.id": "not one",
                    "list": ["1", "2"], "number": "\(Double.nan)",
                ]
            )
        }
        let labels = lines[0].fields.keys.filter { $0.hasPrefix("labels.") }.sorted()
        #expect(labels.count == 8)
        #expect(labels.filter { $0.hasPrefix("labels.a_b") }.count == 3)
        #expect(lines[0]["labels._"] == "4")
        #expect(lines[0]["labels.quote\"\n"] == "5")
        #expect(lines[0]["labels.trace_id"] == "not one")
        #expect(lines[0]["labels.number"] == "nan")
        #expect(lines[0].fields["trace.id"] == nil)
    }

    @Test func nestedMetadataIsOneTextWithSortedKeys() throws {
        let lines = try self.lines { logger in
            logger.info(
                "x",
                metadata: [
                    "request": ["path": "/a\"b", "list": ["1", ["k": "v", "a": "\n"]], "id": .stringConvertible(7)]
                ]
            )
        }
        let list = #"["1", ["a": "\n", "k": "v"]]"#
        #expect(lines[0]["labels.request"] == #"["id": "7", "list": \#(list), "path": "/a\"b"]"#)
    }

    @Test func metadataIsCapped() throws {
        var metadata: Logger.Metadata = [:]
        for number in 0..<40 { metadata["k\(number)"] = .string(String(repeating: "v", count: 1_048_576 / 8)) }
        let lines = try self.lines { logger in
            logger.info("\(String(repeating: "m", count: 1_048_576))", metadata: metadata)
        }
        let labels = lines[0].fields.keys.filter { $0.hasPrefix("labels.") }
        #expect(labels.count == 32)
        #expect(lines[0].text.utf8.count <= 32_768)
        for label in labels {
            let value = try #require(lines[0][label])
            #expect(value.utf8.count == 512)
            #expect(value.hasSuffix("…"))
        }
        #expect(try #require(lines[0]["message"]).utf8.count == 2048)
    }

    /// Escapes take six bytes for one: the line loses labels from the end until it fits.
    @Test func aLineThatIsTooLongLosesLabelsFromTheEnd() throws {
        var metadata: Logger.Metadata = [:]
        for number in 10..<40 { metadata["k\(number)"] = .string(String(repeating: "\u{1}", count: 512)) }
        let lines = try self.lines { $0.info("x", metadata: metadata) }
        let labels = lines[0].fields.keys.filter { $0.hasPrefix("labels.") }.sorted()
        #expect((5..<30).contains(labels.count))
        #expect(labels.first == "labels.k10")
        #expect(labels.last == "labels.k\(9 + labels.count)")
        #expect(lines[0].text.utf8.count <= 32_768)
        #expect(lines[0].text.utf8.count > 28_000)
    }

    @Test func naughtyStringsStayOneLine() throws {
        let lines = try self.lines { logger in
            for (index, text) in NaughtyStringTests.texts.enumerated() {
                logger.log(level: .notice, "\(text)", metadata: ["k\(text)": "\(text)"], line: UInt(index + 1))
            }
        }
        #expect(lines.count == NaughtyStringTests.texts.count + 1)
        for (line, text) in zip(lines, NaughtyStringTests.texts) {
            #expect(line["message"] == text)
            #expect(line.fields.values.contains { $0 as? String == text })
        }
    }

    @Test func timestampsNeverDecreaseAndSequencesHaveNoGap() throws {
        let lines = try self.lines { logger in
            for number in 1...50 { logger.log(level: .info, "x", line: UInt(number)) }
        }
        let times = lines.compactMap { $0["@timestamp"] }
        #expect(times == times.sorted())
        #expect(lines.map { $0.number("event.sequence") } == (1...51).map { UInt64($0) })
        let ids = lines.compactMap { $0["event.id"] }
        #expect(ids == ids.sorted() && Set(ids).count == 51)
    }

    @Test func whatWasLoggedBeforeTheStartIsWritten() throws {
        let folder = try TemporaryFolder()
        let configuration = LogPipelineConfiguration.sample(in: folder)
        let pipeline = LogPipeline(configuration: configuration, registry: MetricRegistry(names: configuration.names))
        Logger(label: "early", factory: pipeline.logHandlerFactory).notice("before the start")
        try pipeline.start()
        pipeline.stop(within: 5)
        let lines = try ParsedLine.all(in: folder.data("app.jsonl"))
        #expect(lines.first??["message"] == "before the start")
    }
}
