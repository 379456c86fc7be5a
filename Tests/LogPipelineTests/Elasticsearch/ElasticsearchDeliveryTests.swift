import Foundation
import LogPipeline
import Telemetry
import TestKit
import Testing

/// The thread of the sink against a strict receiver.
@Suite(.timeLimit(.minutes(15))) struct ElasticsearchDeliveryTests {
    private final class Rig {
        let folder: TemporaryFolder
        let registry = MetricRegistry(names: NameTable())
        let delivery = ElasticsearchDelivery()
        let source: MemorySource

        init(_ count: Int, port: UInt16, _ change: (inout ElasticsearchSettings) -> Void = { _ in }) throws {
            self.folder = try TemporaryFolder()
            self.source = MemorySource(count)
            let endpoint = OutboundEndpoint(isSecure: false, host: "127.0.0.1", port: Int(port))
            var settings = ElasticsearchSettings(endpoint: endpoint, deadLetterFolder: self.folder.file("dead"))
            settings.batchEvents = 100
            settings.linger = 20_000_000
            change(&settings)
            let writer = self.registry.makeWriter()
            try self.delivery.start(settings, sources: [self.source], writer: writer, userAgent: "watchgate/1") {
                _,
                _,
                _ in
            }
        }

        deinit { self.delivery.stop(by: DispatchTime.now().uptimeNanoseconds) }

        func settled(_ count: Int) -> Bool { eventually(within: 30) { self.source.sum.total >= count } }
    }

    @Test func everyRecordIsStoredOnce() throws {
        let receiver = try BulkReceiver()
        let rig = try Rig(1050, port: receiver.port)
        #expect(rig.settled(1050))
        #expect(rig.source.sum.delivered == 1050)
        #expect(receiver.storedCount == 1050 && receiver.violations == [])
        #expect(receiver.requestCount == 11)
        #expect(receiver.stored.values.allSatisfy { $0.index == "logs-gateway.access-default" })
        #expect(rig.delivery.sinkState == .ok)
    }

    @Test func outagesAndLostAnswersLoseNothing() throws {
        let receiver = try BulkReceiver { number, _, _ in
            switch number {
            case 1: .storeAndReset
            case 3: .storeAndCut
            case 5: .storeAndMiscount
            case 7: .status(503)
            case 9: .status(413)
            case 11: .status(429, fields: ["Retry-After: 1"])
            case 13: .reset
            default: .store
            }
        }
        let rig = try Rig(1000, port: receiver.port)
        #expect(eventually { receiver.requestCount >= 2 })
        receiver.stop()
        #expect(eventually { rig.delivery.sinkState == .retrying })
        try receiver.restart()
        #expect(rig.settled(1000))
        #expect(receiver.storedCount == 1000 && receiver.violations == [])
        #expect(rig.source.sum.delivered + rig.source.sum.duplicates == 1000)
        #expect(rig.source.sum.duplicates >= 100)
    }

    @Test func whatIsRefusedIsKept() throws {
        let receiver = try BulkReceiver { _, _, _ in
            .items { $0.hasSuffix("7") ? (400, "mapper_parsing_exception") : nil }
        }
        let rig = try Rig(200, port: receiver.port)
        #expect(rig.settled(200))
        #expect(rig.source.sum.deadLettered == 20 && receiver.storedCount == 180)
        let lines = String(decoding: try rig.folder.data("dead/elasticsearch.jsonl"), as: UTF8.self).split(
            separator: "\n"
        )
        #expect(lines.count == 20)
        let first = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
        #expect(first["status"] as? Int == 400 && first["code"] as? String == "mapping")
        #expect(first["reason"] as? String == "mapper_parsing_exception: said the receiver")
        let line = try #require(first["line"] as? String)
        #expect(line.hasPrefix("{\"@timestamp\"") && line.contains("7\"}"))
    }

    @Test func recordsWaitWhileDeadLettersCannotBeWritten() throws {
        let receiver = try BulkReceiver { _, _, _ in .items { $0.hasSuffix("7") ? (400, "x") : nil } }
        let rig = try Rig(100, port: receiver.port) { $0.deadLetterFolder = "/proc/no-such-folder/dead" }
        #expect(eventually { rig.delivery.sinkState == .retrying })
        #expect(rig.source.sum.total == 0)
    }

    @Test func credentialsAreReadAgainWhenTheyAreRefused() throws {
        let receiver = try BulkReceiver { _, request, _ in
            request["authorization"] == "ApiKey bmV3" ? .store : .status(401)
        }
        let folder = try TemporaryFolder()
        let key = folder.file("key")
        @Sendable func write(_ text: String) throws {
            try? FileManager.default.removeItem(atPath: key)  // it is not there at first
            try Data(text.utf8).write(to: URL(filePath: key))
            chmod(key, 0o400)
        }
        try write("b2xk\n")
        let rig = try Rig(10, port: receiver.port) { $0.credentials = .apiKey(file: key) }
        #expect(eventually { rig.delivery.sinkState == .authFailed })
        #expect(rig.source.sum.total == 0)
        #expect(receiver.authorizations == ["ApiKey b2xk"])
    }

    @Test func newCredentialsAreUsedAtOnce() throws {
        let folder = try TemporaryFolder()
        let key = folder.file("key")
        @Sendable func write(_ text: String) throws {
            try? FileManager.default.removeItem(atPath: key)  // it is not there at first
            try Data(text.utf8).write(to: URL(filePath: key))
            chmod(key, 0o440)
        }
        try write("b2xk")
        let receiver = try BulkReceiver { _, request, _ in
            if request["authorization"] == "ApiKey bmV3" { return .store }
            try? write("bmV3")  // the test fails without it
            return .status(401)
        }
        let rig = try Rig(10, port: receiver.port) { $0.credentials = .apiKey(file: key) }
        #expect(rig.settled(10))
        #expect(receiver.authorizations == ["ApiKey b2xk", "ApiKey bmV3"])
    }

    /// A file that cannot be read at start costs nothing: it is read when the store asks for it.
    @Test func credentialsThatCannotBeReadAtStartAreReadLater() throws {
        let folder = try TemporaryFolder()
        let key = folder.file("key")
        try Data("b2xk".utf8).write(to: URL(filePath: key))
        chmod(key, 0o644)
        let receiver = try BulkReceiver { _, request, _ in
            if request["authorization"] == "ApiKey b2xk" { return .store }
            chmod(key, 0o400)
            return .status(401)
        }
        let rig = try Rig(10, port: receiver.port) { $0.credentials = .apiKey(file: key) }
        #expect(rig.settled(10))
        #expect(receiver.authorizations == ["ApiKey b2xk"] && receiver.requestCount == 3)
    }
}
