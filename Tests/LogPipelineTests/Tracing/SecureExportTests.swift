import LogPipeline
import TestKit
import Testing

/// Spans over TLS.
@Suite(.timeLimit(.minutes(15))) struct SecureExportTests {
    private static func rig(
        _ certificates: TestCertificates,
        subjects: String = "IP:127.0.0.1",
        trusting authority: String?
    ) throws -> (rig: TraceRig, relay: TLSRelay) {
        let pair = try certificates.issue("receiver", subjects: subjects)
        let receiver = try OTLPReceiver()
        let relay = try TLSRelay(to: receiver.port, pair)
        let rig = try TraceRig(receiver: receiver) { traces, _ in
            traces.endpoint = "https://127.0.0.1:\(relay.port)/v1/traces"
            traces.caFile = authority
            traces.tries = 2
        }
        return (rig, relay)
    }

    @Test func aTrustedReceiverGetsThem() throws {
        let certificates = try TestCertificates()
        let (rig, relay) = try Self.rig(certificates, trusting: certificates.authority)
        defer { withExtendedLifetime(relay) {} }
        try rig.rig.pipeline.start()
        rig.write(0..<10)
        #expect(rig.wait { rig.receiver.spans.count == 20 })
        rig.rig.pipeline.stop(within: 5)
        #expect(rig.receiver.errors.isEmpty && rig.exports("failed") == 0 && rig.dropped("rejected") == 0)
    }

    @Test func anotherReceiverGetsNothing() throws {
        let certificates = try TestCertificates()
        for (subjects, authority, words) in [
            ("IP:127.0.0.1", nil, "not trusted"), ("DNS:other", certificates.authority, "another host"),
        ] {
            let (rig, relay) = try Self.rig(certificates, subjects: subjects, trusting: authority)
            defer { withExtendedLifetime(relay) {} }
            try rig.rig.pipeline.start()
            rig.write(0..<1)
            #expect(rig.wait { rig.exports("failed") == 1 })
            #expect(rig.exports("retry") == 1 && rig.dropped("rejected") == 2)
            #expect(rig.receiver.requestCount == 0, "not a byte of a request")
            #expect(rig.exemplars.isEmpty)
            rig.rig.pipeline.stop(within: 5)
            #expect(rig.appLog.contains("spans cannot be exported") && rig.appLog.contains(words))
        }
    }

    @Test func certificatesThatCannotBeReadAreNamed() throws {
        let certificates = try TestCertificates()
        let (rig, relay) = try Self.rig(certificates, trusting: "/nowhere/ca.pem")
        defer { withExtendedLifetime(relay) {} }
        try rig.rig.pipeline.start()
        rig.write(0..<1)
        #expect(rig.wait { rig.exports("failed") == 1 })
        rig.rig.pipeline.stop(within: 5)
        #expect(rig.appLog.contains("/nowhere/ca.pem"))
    }
}
