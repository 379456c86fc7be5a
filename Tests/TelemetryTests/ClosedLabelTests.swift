import Telemetry
import Testing

@Suite struct ClosedLabelTests {
    /// The lists of telemetry.md section 2, word for word.
    @Test func listsAreThoseOfTheHandbook() {
        #expect(Self.texts(ConnectionStateLabel.self) == "active,idle")
        #expect(Self.texts(ConnectionCloseLabel.self) == "client,idle_timeout,deadline,error,drain,limit")
        #expect(Self.texts(SchemeLabel.self) == "http,https")
        #expect(Self.texts(ProtocolVersionLabel.self) == "1.0,1.1,_other")
        #expect(Self.texts(ResultLabel.self) == "ok,error")
        #expect(Self.texts(EjectionLabel.self) == "consecutive_errors,latency,health")
        #expect(Self.texts(UpstreamTimeoutLabel.self) == "connect,first_byte,total")
        #expect(Self.texts(PoolStateLabel.self) == "idle,used,connecting")
        #expect(Self.texts(AcquireLabel.self) == "reused,new,timeout")
        #expect(Self.texts(RateLimitDecisionLabel.self) == "allow,deny,shadow_deny,fail_open,fail_closed")
        #expect(Self.texts(RateLimitBackendLabel.self) == "local,redis")
        #expect(Self.texts(ReloadLabel.self) == "applied,rejected")
        #expect(Self.texts(StreamLabel.self) == "access,app,audit")
        #expect(Self.texts(SinkLabel.self) == "stdout,file,journald,elasticsearch")
        #expect(Self.texts(SinkStateLabel.self) == "ok,retrying,stalled,auth_failed,misconfigured,disabled")
        let reasons =
            "ring_full,queue_full,spool_full,spool_corrupt,oversize,encode_error,io_error,shutdown,sink_disabled"
        #expect(Self.texts(DropReasonLabel.self) == reasons)
        #expect(Self.texts(LevelLabel.self) == "trace,debug,info,notice,warning,error,critical")
        #expect(Self.texts(ExpositionFormatLabel.self) == "text,openmetrics1,openmetrics2,protobuf")
        #expect(Self.texts(ScrapeCodeLabel.self) == "200,503")
        #expect(Self.texts(PressureResourceLabel.self) == "cpu,io,memory")
        #expect(Self.texts(Who.self) == "none,client,gateway,upstream,engine,database,cache")
    }

    @Test func aReasonIsOneThatTheFamilyNames() {
        let registry = MetricRegistry(names: NameTable())
        registry.precreate(Families.gatewayRequestsRejected)
        registry.precreate(Families.gatewayUpstreamRetries, .configured(registry.names.intern("orders")))
        let scrape = Scrape(registry)
        let client = Outcome.allCases.filter { $0.labelText.hasPrefix("client_") || $0.labelText.hasPrefix("gateway_") }
        #expect(scrape.samples(of: "gateway_requests_rejected_total").count == client.count)
        let upstream = Outcome.allCases.filter { $0.labelText.hasPrefix("upstream_") }
        #expect(scrape.samples(of: "gateway_upstream_retries_total").count == upstream.count)
    }

    @Test func outcomeTextsAreUniqueAndNameTheirParty() {
        let texts = Outcome.allCases.map(\.labelText)
        #expect(Set(texts).count == texts.count)
        let engine: [Outcome] = [.engineRejected, .engineConflict, .engineNotFound]
        for outcome in Outcome.allCases where outcome != .success && !engine.contains(outcome) {
            #expect(outcome.labelText.hasPrefix(outcome.who.labelText + "_"))
        }
    }

    @Test func phasesHaveTheirCount() { #expect(Phase.allCases.count == Phase.count) }

    private static func texts<Label: ClosedLabel>(_ label: Label.Type) -> String {
        label.allCases.map(\.labelText).joined(separator: ",")
    }
}
