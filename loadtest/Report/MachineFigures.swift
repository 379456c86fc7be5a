import Glibc

/// What a report says about the machine.
package struct MachineFigures: Sendable {
    package var cpu: String
    package var cores: Int
    package var kernel: String
    package var governor: String?
    package var descriptorLimit: Int

    /// Reads them from the system.
    package init() {
        let model = SystemFile.read("/proc/cpuinfo")?.split(separator: "\n").first { $0.hasPrefix("model name") }
        self.cpu = model?.split(separator: ":").last.map { String($0.drop { $0 == " " }) } ?? "unknown"
        self.cores = ProcessFigures.affinityCount()
        self.kernel =
            SystemFile.read("/proc/sys/kernel/osrelease").map { String($0.prefix { $0 != "\n" }) } ?? "unknown"
        let governor = SystemFile.read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
        self.governor = governor.map { String($0.prefix { $0 != "\n" }) }
        self.descriptorLimit = ProcessFigures.descriptorLimit()
    }
}
