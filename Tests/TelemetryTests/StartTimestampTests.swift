import Synchronization
import Telemetry
import Testing

/// Since when counters and histograms count (telemetry.md section 1, "Start timestamps").
@Suite struct StartTimestampTests {
    private final class Clock: Sendable {
        let time = Mutex<UInt64>(1_000_000)
    }

    private let clock = Clock()
    private let registry: MetricRegistry

    init() {
        let clock = self.clock
        self.registry = MetricRegistry(names: NameTable(), now: { clock.time.withLock { $0 } })
    }

    private func start(_ name: String) throws -> UInt64? {
        let decoded = try ProtobufDecoder.decode(self.registry.render(.protobuf, names: [name]))
        #expect(decoded.values.count == 1)
        let text = try TextDecoder.decode(self.registry.render(.openMetrics200, names: [name]), .openMetrics200)
        #expect(text.starts == decoded.starts)
        return decoded.starts.values.first
    }

    @Test func aChildStartsWhenItIsMade() throws {
        self.clock.time.withLock { $0 = 2_000_123 }
        self.registry.makeWriter().counter(Families.gatewayConnectionsOpened).add()
        self.registry.makeWriter().histogram(Families.logPipelineHandoff).record(1)
        self.clock.time.withLock { $0 = 3_000_000 }
        #expect(try self.start("gateway_connections_opened_total") == 2_000_123)
        #expect(try self.start("log_pipeline_handoff_seconds") == 2_000_123)
    }

    @Test func aMirroredCounterStartsWithItsSource() throws {
        self.registry.set(Families.processCPU, to: 7, since: 123)
        #expect(try self.start("process_cpu_seconds_total") == 123)
    }

    @Test func whatCountedBeforeWeLookedHasNoStartUntilItRestarts() throws {
        self.registry.set(Families.processNetworkReceive, to: 7)
        #expect(try self.start("process_network_receive_bytes_total") == nil)
        self.registry.set(Families.processNetworkReceive, to: 8)
        #expect(try self.start("process_network_receive_bytes_total") == nil)
        self.clock.time.withLock { $0 = 5_000_000 }
        self.registry.set(Families.processNetworkReceive, to: 1)
        #expect(try self.start("process_network_receive_bytes_total") == 5_000_000)
    }

    @Test func aMirroredCounterThatBeginsAt0StartsThen() throws {
        self.registry.set(Families.processNetworkReceive, to: 0)
        self.clock.time.withLock { $0 = 5_000_000 }
        self.registry.set(Families.processNetworkReceive, to: 1)
        #expect(try self.start("process_network_receive_bytes_total") == 1_000_000)
    }

    @Test func gaugesHaveNone() throws {
        self.registry.set(Families.gatewayReady, to: 1)
        #expect(try self.start("gateway_ready") == nil)
    }
}
