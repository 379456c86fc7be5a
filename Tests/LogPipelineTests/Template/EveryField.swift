import LogPipeline
import Telemetry

/// Records in which everything is filled that a record can hold.
enum EveryField {
    static func accessLines(_ names: NameTable) -> [String] {
        var full = SampleRecord.handbook(names)
        full.record.outcome = Outcome.upstreamTimeout.rawValue
        full.record.status = 504
        full.record.requestBodyBytes = 10
        full.record.attempts = 3
        full.record.sequence = 0x3F_FFFF_FFFF
        full.record.durationNanoseconds = UInt64(Int64.max)
        for phase in Phase.allCases { full.record.phases[Int(phase.rawValue)] = UInt64(Int64.max) }
        full.referrer = "https://shop.example.com/cart"
        full.credential = "bearer 1f0c9a31"
        full.headers = SampleList.bytes([("x-tenant", "a"), ("x-long", String(repeating: "v", count: 300))])
        full.queryValues = SampleList.bytes([("page", "2")])
        full.failedAttempts = "127.0.0.1:9001 upstream_reset\n127.0.0.1:9002 upstream_connect_failed"
        var sampled = SampleRecord.handbook(names)
        sampled.record.flags.insert(.isSampled)
        sampled.record.flags.insert(.isIPv6)
        sampled.record.clientAddressLow = UInt64(1).bigEndian
        return [full.line(names), sampled.line(names), SampleRecord().line(names)]
    }

    static func appLine() -> String {
        var record = AppRecord()
        (record.sequence, record.wallNanoseconds, record.line) = (1, 1_772_366_400_123_456_789, 118)
        (record.traceIDHigh, record.traceIDLow, record.spanID) = (1, 2, 3)
        (record.suppressedCount, record.level, record.labelCount) = (41, 5, 1)
        record.outcome = Outcome.gatewayInternal.rawValue
        let texts = ["message", "logger", "File.swift", "function()", "thread", "SomeError", "what it says"]
        record.texts.message = UInt16(texts[0].utf8.count)
        record.texts.logger = UInt16(texts[1].utf8.count)
        record.texts.file = UInt16(texts[2].utf8.count)
        record.texts.function = UInt16(texts[3].utf8.count)
        record.texts.thread = UInt16(texts[4].utf8.count)
        record.texts.errorType = UInt16(texts[5].utf8.count)
        record.texts.errorMessage = UInt16(texts[6].utf8.count)
        var tail = Array(texts.joined().utf8)
        tail += [4, 0, 5, 0] + Array("poolvalue".utf8)  // a label: the lengths of key and value, then both
        let size = MemoryLayout<AppRecord>.size
        var words = [UInt64](repeating: 0, count: (size + tail.count + 7) / 8)
        words.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: record, as: AppRecord.self)
            UnsafeMutableRawBufferPointer(rebasing: bytes[size...]).copyBytes(from: tail)
        }
        var renderer = AppRecordRenderer(identity: .sample)
        var writer = LineWriter()
        let isRendered = words.withUnsafeBytes { renderer.render($0, into: &writer) }
        precondition(isRendered, "not a record")
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// As a whole pipeline puts them on record.
    static func auditLines() async throws -> [String] {
        let folder = try TemporaryFolder()
        let rig = try AuditRig(in: folder)
        try rig.pipeline.start()
        var event = AuditEvent("config.applied", message: "configuration applied", category: "configuration")
        event.reason = "asked for"
        (event.user.id, event.user.name, event.user.roles) = ("7", "ops", ["admin", "operator"])
        (event.sourceIP, event.requestID) = ("192.0.2.7", "9f2c1b7e4d3a4c0f")
        (event.objectType, event.objectID) = ("configuration", "watchgate.yaml")
        (event.change.beforeHash, event.change.afterHash) = ("0a", "0b")
        event.change.diff = "+ routes[1]"
        let audit = rig.pipeline.audit
        try await audit?.append(event)
        try await audit?.append(AuditEvent("gateway.stopped", message: "stopped"))
        rig.pipeline.stop(within: 10)
        return try AuditRig.lines(folder)
    }
}
