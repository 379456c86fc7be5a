import CMalloc
import Glibc

/// Publishes what the process uses.
///
/// Runs on a poller thread: a scrape does no I/O.
package struct ProcessSampler: Sendable {
    private let registry: MetricRegistry

    package init(registry: MetricRegistry) { self.registry = registry }

    /// Takes one sample and sets the `process_*` families.
    /// - Returns: The sample, for those who act on it.
    @discardableResult
    package func run() -> ProcessSample {
        let sample = ProcessSample.take()
        let registry = self.registry
        if let value = sample.cpuNanoseconds {
            registry.set(Families.processCPU, to: value, since: sample.startTime.map { UInt64($0 * 1_000) })
        }
        if let value = sample.receivedBytes { registry.set(Families.processNetworkReceive, to: value) }
        if let value = sample.sentBytes { registry.set(Families.processNetworkTransmit, to: value) }
        self.set(Families.processResidentMemory, sample.residentBytes.map { Double($0) })
        self.set(Families.processVirtualMemory, sample.virtualBytes.map { Double($0) })
        self.set(Families.processThreads, sample.threadCount.map { Double($0) })
        self.set(Families.processOpenFDs, sample.openDescriptors.map { Double($0) })
        self.set(Families.processStartTime, sample.startTime)
        self.setLimits()
        self.setHeap()
        self.setPressure()
        return sample
    }

    private func set(_ family: GaugeFamily, _ value: Double?) {
        if let value { self.registry.set(family, to: value) } else { self.registry.remove(family) }
    }

    private func setLimits() {
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            self.set(Families.processMaxFDs, Double(limit.rlim_cur))
        }
        if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 {
            // Prometheus clients write −1 where there is no limit.
            self.set(Families.processVirtualMemoryMax, limit.rlim_cur == rlim_t.max ? -1 : Double(limit.rlim_cur))
        }
    }

    private func setHeap() {
        let info = mallinfo2()
        self.set(Families.processHeap, Double(info.arena + info.hblkhd))
        self.set(Families.swiftMallocInUse, Double(info.uordblks + info.hblkhd))
    }

    private func setPressure() {
        let group = ControlGroup.own
        for resource in PressureResourceLabel.allCases {
            guard let stalled = group.stalledNanoseconds(resource) else { continue }
            self.registry.set(Families.processPressureStalled, .closed(resource), to: stalled)
        }
        self.set(Families.gatewayMemoryLimit, (group.memoryLimit ?? ProcessSample.totalMemory()).map { Double($0) })
    }
}
