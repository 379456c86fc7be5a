import Glibc

/// What /proc says of this process at one moment.
///
/// Values that are hidden are nil, never 0.
package struct ProcessSample: Sendable {
    /// User and system time, nanoseconds.
    package var cpuNanoseconds: UInt64?
    package var residentBytes: UInt64?
    package var virtualBytes: UInt64?
    package var threadCount: Int?
    package var openDescriptors: Int?
    /// Seconds since 1970.
    package var startTime: Double?
    package var receivedBytes: UInt64?
    package var sentBytes: UInt64?

    package static func take() -> ProcessSample {
        var sample = ProcessSample()
        sample.readStat()
        if let text = ProcFile.read("/proc/self/statm") {
            let pages = text.split(separator: " ").compactMap { UInt64($0) }
            let pageSize = UInt64(sysconf(CInt(_SC_PAGESIZE)))
            if pages.count > 1 {
                (sample.virtualBytes, sample.residentBytes) = (pages[0] * pageSize, pages[1] * pageSize)
            }
        }
        // The folder that is being read is open too.
        sample.openDescriptors = ProcFile.entryCount("/proc/self/fd").map { $0 - 1 }
        sample.readNetwork()
        return sample
    }

    private mutating func readStat() {
        var time = timespec()
        if clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 {
            self.cpuNanoseconds = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        }
        // The name stands in parentheses and may contain blanks: fields are counted from behind it.
        guard let text = ProcFile.read("/proc/self/stat"), let end = text.lastIndex(of: ")") else { return }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19 else { return }
        self.threadCount = Int(fields[17])
        guard let ticks = Double(fields[19]), let boot = Self.bootTime() else { return }
        self.startTime = boot + ticks / Double(sysconf(CInt(_SC_CLK_TCK)))
    }

    private static func bootTime() -> Double? {
        guard let text = ProcFile.read("/proc/stat") else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst(6)) }
    }

    /// The machine's memory, in bytes.
    static func totalMemory() -> UInt64? {
        guard let text = ProcFile.read("/proc/meminfo"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemTotal:") })
        else { return nil }
        return line.split(separator: " ").dropFirst().first.flatMap { UInt64($0) }.map { $0 * 1_024 }
    }

    /// Sums over the interfaces of the network namespace, loopback included.
    private mutating func readNetwork() {
        guard let text = ProcFile.read("/proc/self/net/dev") else { return }
        var received: UInt64 = 0
        var sent: UInt64 = 0
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let fields = line[line.index(after: colon)...].split(separator: " ")
            guard fields.count > 8 else { continue }
            received += UInt64(fields[0]) ?? 0
            sent += UInt64(fields[8]) ?? 0
        }
        (self.receivedBytes, self.sentBytes) = (received, sent)
    }
}
