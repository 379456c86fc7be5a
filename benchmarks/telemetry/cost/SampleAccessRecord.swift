import LogPipeline
import Telemetry

/// The access record of an ordinary proxied request, as the exchange writes it.
enum SampleAccessRecord {
    static let identity = RecordIdentity(
        serviceVersion: "1.0.0",
        environment: "production",
        nodeName: "gw-1",
        hostName: "gw-1",
        processID: 4_242,
        bootID: 0x5f0c_9a31
    )

    private static func fixedPart(_ names: NameTable) -> AccessRecord {
        var record = AccessRecord()
        record.startWallNanoseconds = 1_772_366_400_123_456_789
        record.durationNanoseconds = 12_400_000
        record.sequence = 184_467
        record.traceIDHigh = 0x4bf9_2f35_77b3_4da6
        record.traceIDLow = 0xa3ce_929d_0e0e_4736
        record.spanID = 0x00f0_67aa_0ba9_02b7
        record.requestID = 0x9f2c_1b7e_4d3a_4c0f
        record.requestBytes = 612
        record.responseBytes = 431
        record.responseBodyBytes = 212
        let phases: [(Phase, UInt64)] = [
            (.parse, 21_000), (.route, 900), (.ratelimit, 4_200), (.upstream, 12_152_100), (.relay, 180_000),
            (.write, 41_800),
        ]
        for (phase, nanoseconds) in phases { record.phases[Int(phase.rawValue)] = nanoseconds }
        record.clientAddressHigh = (0xCB00_7107 << 32 as UInt64).bigEndian
        record.route = names.intern("/v1/orders/{id}").id
        record.upstream = names.intern("orders").id
        record.target = names.intern("127.0.0.1:9001").id
        record.rateLimitPolicy = names.intern("member").id
        record.status = 200
        record.upstreamStatus = 200
        record.method = MethodLabel.get.rawValue
        record.httpVersion = 11
        record.shard = 1
        record.attempts = 1
        record.flags = .hasHead
        record.flags.insert(.upstreamReused)
        record.flags.insert(.rateLimitChecked)
        return record
    }

    /// The record as it lies in a ring.
    static func words(_ names: NameTable) -> [UInt64] {
        var record = self.fixedPart(names)
        let (path, host, userAgent) = ("/v1/orders/8812", "api.example.com", "ExampleApp/3.1")
        record.texts.path = UInt16(path.utf8.count)
        record.texts.host = UInt16(host.utf8.count)
        record.texts.userAgent = UInt16(userAgent.utf8.count)
        let texts = Array((path + host + userAgent).utf8)
        let size = MemoryLayout<AccessRecord>.size
        var words = [UInt64](repeating: 0, count: (size + texts.count + 7) / 8)
        words.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: record, as: AccessRecord.self)
            UnsafeMutableRawBufferPointer(rebasing: bytes[size...]).copyBytes(from: texts)
        }
        return words
    }
}
