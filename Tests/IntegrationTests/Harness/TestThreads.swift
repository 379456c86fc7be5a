import Foundation
import Synchronization
import Testing

/// Threads on which tests may block: sockets and processes are waited for here, and not on the few threads that Swift
/// Testing shares among all tests.
final class TestThreads: TaskExecutor {
    /// More than there are cores, because most tests wait for deadlines; not many more, because each has a gateway.
    static let shared = TestThreads(count: 6)

    private let jobs = Mutex<[UnownedJob]>([])
    private let pending = DispatchSemaphore(value: 0)

    private init(count: Int) {
        for _ in 0..<count {
            let thread = Thread {
                while true {
                    self.pending.wait()
                    let job = self.jobs.withLock { $0.removeFirst() }
                    job.runSynchronously(on: self.asUnownedTaskExecutor())
                }
            }
            thread.stackSize = 1 << 21
            thread.start()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        self.jobs.withLock { $0.append(job) }
        self.pending.signal()
    }
}
