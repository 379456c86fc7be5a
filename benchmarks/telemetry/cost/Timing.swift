import Glibc

/// How long things take on one thread or on several at once.
enum Timing {
    /// Of this many chunks the median is taken: a chunk that was interrupted does not count.
    private static let chunks = 15

    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// CPU time of the calling thread, in nanoseconds.
    static func threadCPU() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// CPU time of all threads, in nanoseconds.
    static func processCPU() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Nanoseconds of one of the `count` steps a chunk has: the median of the chunks, after one that is not counted.
    static func nanoseconds(of count: Int, _ chunk: () -> Void) -> Double {
        chunk()
        let times = (0..<Self.chunks).map { _ in
            let start = self.now()
            chunk()
            return Double(self.now() - start) / Double(count)
        }
        return times.sorted()[Self.chunks / 2]
    }

    /// As ``nanoseconds(of:_:)`` on as many threads at once as there are chunks of work; the slowest thread counts.
    static func nanoseconds(of count: Int, onEach work: [@Sendable () -> Void]) -> Double {
        if work.count == 1 { return self.nanoseconds(of: count, work[0]) }
        let threads = work.map { chunk in
            MeasuringThread { self.nanoseconds(of: count, chunk) }
        }
        return threads.map { $0.join() }.max() ?? 0
    }
}
