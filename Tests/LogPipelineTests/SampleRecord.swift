import LogPipeline
import Telemetry
import Testing

/// Makes access records as the exchange does: the fixed part, then the texts.
struct SampleRecord {
    var record = AccessRecord()
    var path = ""
    var query = ""
    var host = ""
    var userAgent = ""
    var referrer = ""
    var method = ""
    var requestID = ""
    var failedAttempts = ""
    var credential = ""
    /// Lists as they lie in a record; see ``SampleList``.
    var headers: [UInt8] = []
    var queryValues: [UInt8] = []
    /// Of a kept trace.
    var trace: TraceRecord?
    var attempts: [AttemptRecord] = []

    /// The record of the handbook's example, as far as its fields exist by now.
    static func handbook(_ names: NameTable) -> SampleRecord {
        var sample = SampleRecord()
        sample.record.startWallNanoseconds = 1_772_366_400_123_456_789
        sample.record.durationNanoseconds = 12_400_000
        sample.record.sequence = 184_467
        sample.record.traceIDHigh = 0x4bf9_2f35_77b3_4da6
        sample.record.traceIDLow = 0xa3ce_929d_0e0e_4736
        sample.record.spanID = 0x00f0_67aa_0ba9_02b7
        sample.record.requestID = 0x9f2c_1b7e_4d3a_4c0f
        sample.record.requestBytes = 612
        sample.record.responseBytes = 431
        sample.record.responseBodyBytes = 212
        let phases: [(Phase, UInt64)] = [
            (.parse, 21_000), (.route, 900), (.auth, 31_000), (.ratelimit, 4200), (.cache, 1100),
            (.upstream, 12_120_000), (.relay, 180_000), (.write, 41_800),
        ]
        for (phase, nanoseconds) in phases { sample.record.phases[Int(phase.rawValue)] = nanoseconds }
        sample.record.clientAddressHigh = (0xCB00_7107 << 32 as UInt64).bigEndian
        sample.record.route = names.intern("/v1/orders/{id}").id
        sample.record.upstream = names.intern("orders").id
        sample.record.target = names.intern("127.0.0.1:9001").id
        sample.record.rateLimitPolicy = names.intern("member").id
        sample.record.status = 200
        sample.record.upstreamStatus = 200
        sample.record.method = MethodLabel.get.rawValue
        sample.record.httpVersion = 11
        sample.record.shard = 1
        sample.record.attempts = 1
        sample.record.flags = [.upstreamReused, .rateLimitChecked, .hasHead]
        sample.path = "/v1/orders/8812"
        sample.query = "expand=lines"
        sample.host = "api.example.com"
        sample.userAgent = "ExampleApp/3.1"
        return sample
    }

    /// The record as it lies in a ring; texts are cut as the exchange cuts them.
    var words: [UInt64] {
        var record = self.record
        let texts = [
            (self.path, 1025), (self.query, 2048), (self.host, 256), (self.userAgent, 513), (self.referrer, 513),
            (self.method, 24), (self.requestID, 65), (self.failedAttempts, 1024),
        ].map { text, limit in Array(text.utf8.prefix(limit)) }
        record.texts.path = UInt16(texts[0].count)
        record.texts.query = UInt16(texts[1].count)
        record.texts.host = UInt16(texts[2].count)
        record.texts.userAgent = UInt16(texts[3].count)
        record.texts.referrer = UInt16(texts[4].count)
        record.texts.method = UInt16(texts[5].count)
        record.texts.requestID = UInt16(texts[6].count)
        record.texts.failedAttempts = UInt16(texts[7].count)
        record.texts.credential = UInt16(self.credential.utf8.count)
        record.texts.headers = UInt16(self.headers.count)
        record.texts.queryValues = UInt16(self.queryValues.count)
        var tail = texts.flatMap { $0 } + Array(self.credential.utf8) + self.headers + self.queryValues
        if var trace = self.trace {
            trace.attemptCount = UInt8(self.attempts.count)
            let parts = withUnsafeBytes(of: trace) { Array($0) } + self.attempts.withUnsafeBytes { Array($0) }
            record.texts.trace = UInt16(parts.count)
            tail += parts
        }
        let size = MemoryLayout<AccessRecord>.size
        var words = [UInt64](repeating: 0, count: (size + tail.count + 7) / 8)
        words.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: record, as: AccessRecord.self)
            UnsafeMutableRawBufferPointer(rebasing: bytes[size...]).copyBytes(from: tail)
        }
        return words
    }

    func write(to ring: RecordRing) {
        let words = self.words
        words.withUnsafeBytes { source in
            _ = ring.write(source.count) { $0.copyMemory(from: source.baseAddress!, byteCount: source.count) }
        }
    }

    /// The line with its newline.
    func line(_ names: NameTable, _ identity: RecordIdentity = .sample) -> String {
        var renderer = AccessRecordRenderer(identity: identity, names: names)
        var writer = LineWriter()
        let isRendered = self.words.withUnsafeBytes { renderer.render($0, into: &writer) }
        precondition(isRendered, "not a record")
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension RecordIdentity {
    static let sample = RecordIdentity(
        serviceVersion: "1.0.0",
        environment: "production",
        nodeName: "gw-1",
        hostName: "gw-1",
        processID: 4242,
        bootID: 0x5f0c_9a31
    )
}

extension SampleRecord {
    func parsed(_ names: NameTable) throws -> ParsedLine { try #require(ParsedLine(self.line(names))) }
}
