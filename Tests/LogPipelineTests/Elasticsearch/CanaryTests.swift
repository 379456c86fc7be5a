import Foundation
import LogPipeline
import Logging
import Telemetry
import TestKit
import Testing

/// A whole pipeline whose canaries go through spool and delivery to a strict receiver.
@Suite(.timeLimit(.minutes(15))) struct CanaryTests {
    private final class Rig {
        let folder: TemporaryFolder
        let registry: MetricRegistry
        let pipeline: LogPipeline

        init(_ receiver: BulkReceiver, interval: UInt64? = 100_000_000, appSinks: [SinkKind] = [.elasticsearch]) throws
        {
            self.folder = try TemporaryFolder()
            let names = NameTable()
            var configuration = LogPipelineConfiguration.sample(in: self.folder, names: names)
            configuration.accessSinks = [.elasticsearch]
            configuration.appSinks = appSinks
            configuration.spoolFolder = self.folder.file("spool")
            let endpoint = OutboundEndpoint(isSecure: false, host: "127.0.0.1", port: Int(receiver.port))
            var settings = ElasticsearchSettings(endpoint: endpoint, deadLetterFolder: self.folder.file("dead"))
            settings.linger = 20_000_000
            settings.canaryInterval = interval
            configuration.elasticsearch = settings
            self.registry = MetricRegistry(names: names)
            self.pipeline = LogPipeline(configuration: configuration, registry: self.registry)
            try self.pipeline.start()
        }

        deinit { self.pipeline.stop(within: 1) }

        /// The value behind this text in a scrape; nil: it is not there.
        func value(_ series: String) -> Double? {
            let text = String(decoding: self.registry.render(.text004), as: UTF8.self)
            let line = text.split(separator: "\n").first { $0.hasPrefix(series + " ") }
            return line.flatMap { Double($0.split(separator: " ").last ?? "") }
        }

        func count(_ result: String) -> Double {
            self.value("log_pipeline_canary_total{sink=\"elasticsearch\",result=\"\(result)\"}") ?? -1
        }
        var delay: Double? { self.value("log_pipeline_canary_delay_seconds{sink=\"elasticsearch\"}") }
    }

    @Test func canariesAreFound() throws {
        let receiver = try BulkReceiver()
        let rig = try Rig(receiver)
        #expect(eventually { rig.count("found") >= 2 })
        #expect(receiver.violations == [])
        #expect(rig.count("missing") == 0 && rig.count("unreadable") == 0)
        let delay = try #require(rig.delay)
        #expect(delay >= 1 && delay < 10, "the first look-up is a second after the record")
        let ids = Set(receiver.searches)
        #expect(ids.count >= 2)
        for id in ids {
            let stored = try #require(receiver.stored[id])
            #expect(stored.index == "logs-gateway.app-default")
            let line = String(decoding: stored.line, as: UTF8.self)
            #expect(line.contains("\"message\":\"canary\"") && line.contains("\"event.id\":\"\(id)\""))
        }
    }

    @Test func oneThatIsSearchableLateTakesLonger() throws {
        let receiver = try BulkReceiver(search: { $0 < 3 ? .nothing : .store })
        let rig = try Rig(receiver)
        #expect(eventually { rig.count("found") >= 1 })
        #expect(receiver.searches.prefix(3).allSatisfy { $0 == receiver.searches[0] })
        #expect(try #require(rig.delay) >= 3)
    }

    /// Answers that say nothing, and a store that is gone for a while, end no canary before its time.
    @Test func whatCannotBeReadIsAskedAgain() throws {
        let receiver = try BulkReceiver(search: { number in
            switch number {
            case 1: .status(403)
            case 2: .text("{")
            case 3: .reset
            default: .store
            }
        })
        let rig = try Rig(receiver)
        #expect(eventually { receiver.searches.count >= 2 })
        receiver.stop()
        usleep(1_200_000)
        try receiver.restart()
        #expect(eventually(within: 30) { rig.count("found") >= 1 })
        #expect(rig.count("missing") == 0 && rig.count("unreadable") == 0)
        #expect(receiver.violations == [])
    }

    /// Records are delivered while the search hangs.
    @Test func deliveryDoesNotWaitForASearch() throws {
        let receiver = try BulkReceiver(search: { _ in
            usleep(3_000_000)
            return .store
        })
        let rig = try Rig(receiver)
        #expect(eventually { receiver.searches.count == 1 })
        let before = receiver.storedCount
        Logger(label: "test", factory: rig.pipeline.logHandlerFactory).notice("while the search hangs")
        #expect(eventually { receiver.storedCount > before })
        #expect(receiver.searches.count == 1)
    }

    @Test func thereIsNoneWithoutAppRecordsAtTheStoreOrAnInterval() throws {
        let receiver = try BulkReceiver()
        let rigs = [try Rig(receiver, appSinks: [.file]), try Rig(receiver, interval: nil)]
        usleep(1_500_000)
        #expect(receiver.searches.isEmpty)
        #expect(rigs.allSatisfy { $0.count("found") == -1 && $0.delay == nil })
    }
}
