import Foundation
import LogPipeline
import Logging
import Telemetry
import Testing

@Suite(.timeLimit(.minutes(15))) struct SuppressionTests {
    let folder: TemporaryFolder
    let pipeline: LogPipeline
    let registry: MetricRegistry

    init() throws {
        self.folder = try TemporaryFolder()
        let configuration = LogPipelineConfiguration.sample(in: self.folder)
        self.registry = MetricRegistry(names: configuration.names)
        self.pipeline = LogPipeline(configuration: configuration, registry: self.registry)
        try self.pipeline.start()
    }

    private func lines() throws -> [ParsedLine] {
        try ParsedLine.all(in: self.folder.data("app.jsonl")).map { try #require($0) }
    }

    @Test func aLoopWritesTenRecordsAndReportsTheRest() throws {
        let logger = Logger(label: "loop", factory: self.pipeline.logHandlerFactory)
        for _ in 0..<100 { logger.warning("again") }
        self.pipeline.stop(within: 5)
        let lines = try self.lines()
        #expect(lines.filter { $0["message"] == "again" }.count == 10)
        let report = try #require(lines.first { $0["message"] == "records of a call site were left out" })
        #expect(report.number("gateway.suppressed_count") == 90)
        #expect(report["log.origin.file.name"] == "SuppressionTests.swift")
        #expect(self.pipeline.snapshot.suppressed == 90)
        // Never emitted: not in the ledger.
        #expect(self.pipeline.snapshot.emitted[.app]?.total == UInt64(lines.count))
    }

    @Test func theNextRecordSaysHowManyWereLeftOut() throws {
        let logger = Logger(label: "loop", factory: self.pipeline.logHandlerFactory)
        for number in 0..<31 {
            if number == 30 { usleep(1_050_000) }
            logger.warning("again")
        }
        self.pipeline.stop(within: 5)
        let lines = try self.lines().filter { $0["message"] == "again" }
        #expect(lines.count == 11)
        #expect(lines.last?.number("gateway.suppressed_count") == 20)
        #expect(lines.last?.keys.last == "gateway.suppressed_count")
    }

    @Test func criticalIsNeverLeftOut() throws {
        let logger = Logger(label: "loop", factory: self.pipeline.logHandlerFactory)
        for _ in 0..<50 { logger.critical("again") }
        self.pipeline.stop(within: 5)
        #expect(try self.lines().filter { $0["message"] == "again" }.count == 50)
    }
}
