import Telemetry
import Testing

@Suite struct ProcessSamplerTests {
    private func value(_ text: String, _ name: String) -> Double? {
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        return line.flatMap { Double($0.dropFirst(name.count + 1)) }
    }

    @Test func theFiguresOfThisProcessArePlausible() throws {
        let registry = MetricRegistry(names: NameTable())
        let sample = ProcessSampler(registry: registry).run()
        let text = String(decoding: registry.render(.text004), as: UTF8.self)
        let resident = try #require(self.value(text, "process_resident_memory_bytes"))
        #expect((1_000_000...10_000_000_000).contains(resident))
        #expect(UInt64(resident) == sample.residentBytes)
        let virtual = try #require(self.value(text, "process_virtual_memory_bytes"))
        #expect(virtual >= resident)
        #expect(try #require(self.value(text, "process_cpu_seconds_total")) > 0)
        #expect(try #require(self.value(text, "process_open_fds")) >= 3)
        #expect(try #require(self.value(text, "process_max_fds")) >= 64)
        #expect(try #require(self.value(text, "process_threads")) >= 1)
        // Not before 2020, not in the future by more than a minute of clock error.
        #expect(try #require(self.value(text, "process_start_time_seconds")) > 1_577_836_800)
        #expect(try #require(self.value(text, "gateway_memory_limit_bytes")) >= resident)
        #expect(try #require(self.value(text, "swift_malloc_in_use_bytes")) > 1_000)
    }
}
