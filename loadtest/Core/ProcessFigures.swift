import Glibc

/// What the system says about this process and its quota.
package enum ProcessFigures {
    /// CPU time of the process, user and system, in seconds.
    package static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Cores that this process may run on (affinity).
    package static func affinityCount() -> Int {
        // `sched_getaffinity` hides behind _GNU_SOURCE, which Swift's Glibc does not define.
        let line = SystemFile.read("/proc/self/status")?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }
        let bits = line?.split(whereSeparator: \.isWhitespace).last?.reduce(0) {
            $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0)
        }
        return max(1, bits ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    /// The cgroup's CPU quota in cores; nil without one.
    package static func cgroupQuota() -> Double? {
        guard let text = SystemFile.read("/sys/fs/cgroup/cpu.max") else { return nil }
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let quota = Double(parts[0]), let period = Double(parts[1]), period > 0 else {
            return nil
        }
        return quota / period
    }

    /// Open files allowed to the process.
    package static func descriptorLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
        return Int(clamping: limit.rlim_cur)
    }

    /// Raises the soft limit of open files as far as the system lets it.
    package static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        // Refused: the limit that is in force is checked against the connections afterwards.
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// CPU time of the machine and the part of it that the hypervisor took away, in ticks.
    package static func machineTicks() -> (total: Double, steal: Double)? {
        guard let line = SystemFile.read("/proc/stat")?.split(separator: "\n").first, line.hasPrefix("cpu ") else {
            return nil
        }
        let numbers = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        guard numbers.count >= 8 else { return nil }
        return (numbers.prefix(8).reduce(0, +), numbers[7])
    }
}
