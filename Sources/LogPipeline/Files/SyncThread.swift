import Glibc

/// The thread that makes log files durable.
///
/// A busy disk lets fdatasync wait for seconds; the sink's thread goes on writing to the page cache meanwhile. Started when
/// first needed.
final class SyncThread: @unchecked Sendable {  // `monitor` guards every variable
    /// Files that were rotated while the disk was busy; more than this, and whoever writes waits.
    private static let jobLimit = 8

    private let monitor = Monitor()
    private let condition: MonitorCondition
    private var jobs: [SyncJob] = []
    private var isStarted = false
    private var isStopping = false

    init() { self.condition = MonitorCondition(self.monitor) }

    /// Hands a job over.
    /// - Returns: False when it was not taken: run it in place.
    func take(_ job: SyncJob) -> Bool {
        let (isTaken, mustStart) = self.monitor.withLock {
            if self.isStopping || self.jobs.count >= Self.jobLimit { return (false, false) }
            self.jobs.append(job)
            self.condition.signal()
            defer { self.isStarted = true }
            return (true, !self.isStarted)
        }
        guard mustStart else { return isTaken }
        do throws(LogPipelineError) {
            try SystemThread.start("wg-log-sync") { self.run() }
            return true
        } catch {
            self.monitor.withLock {
                self.isStarted = false
                self.jobs.removeAll { $0 === job }
            }
            return false
        }
    }

    /// Ends the thread after the job it is at.
    func stop() {
        self.monitor.withLock {
            self.isStopping = true
            self.jobs.removeAll()
            self.condition.signal()
        }
    }

    private func run() {
        while let job = self.nextJob() { job.run() }
    }

    private func nextJob() -> SyncJob? {
        self.monitor.withLock {
            while self.jobs.isEmpty, !self.isStopping { self.condition.wait() }
            return self.isStopping ? nil : self.jobs.removeFirst()
        }
    }
}
