import Glibc
import Logging

/// The thread that compresses and deletes rotated files, so that no record waits for it.
///
/// Started when first needed.
final class ArchiveThread: @unchecked Sendable {  // `monitor` guards every variable
    private static let patience: UInt64 = 500_000_000

    private let report: PipelineReport
    private let monitor = Monitor()
    private let condition: MonitorCondition
    private var jobs: [LogArchive] = []
    private var isStarted = false
    private var isStopping = false
    private var isBusy = false
    private var child: pid_t = 0

    init(report: @escaping PipelineReport) {
        self.report = report
        self.condition = MonitorCondition(self.monitor)
    }

    /// Puts an archive on the list; once is enough.
    func schedule(_ archive: LogArchive) {
        let mustStart = self.monitor.withLock {
            if self.isStopping || self.jobs.contains(where: { $0 === archive }) { return false }
            self.jobs.append(archive)
            self.condition.signal()
            defer { self.isStarted = true }
            return !self.isStarted
        }
        guard mustStart else { return }
        do throws(LogPipelineError) {
            try SystemThread.start("wg-log-archive") { self.run() }
        } catch {
            self.monitor.withLock { self.isStarted = false }
            self.report(.error, "rotated log files are not compressed", [("cause", error.description)])
        }
    }

    /// Ends the thread.
    ///
    /// A compression under way has a moment to finish, or is ended and done again at the next start.
    func stop(by latest: UInt64) {
        let deadline = min(latest, SystemClock.monotonic + Self.patience)
        self.monitor.withLock {
            self.isStopping = true
            self.jobs.removeAll()
            self.condition.signal()
            while self.isBusy, SystemClock.monotonic < deadline { self.condition.wait(until: deadline) }
            if self.child > 0 { kill(self.child, SIGTERM) }
            // The child's end is awaited, or it would stay as a zombie.
            let end = SystemClock.monotonic + 1_000_000_000
            while self.isBusy, SystemClock.monotonic < end { self.condition.wait(until: end) }
        }
    }

    private func run() {
        while let archive = self.nextJob() {
            archive.tidyNow { path in self.compress(path) }
            self.monitor.withLock {
                self.isBusy = false
                self.condition.signal()
            }
        }
    }

    private func nextJob() -> LogArchive? {
        self.monitor.withLock {
            while self.jobs.isEmpty, !self.isStopping { self.condition.wait() }
            if self.isStopping { return nil }
            self.isBusy = true
            return self.jobs.removeFirst()
        }
    }

    private func compress(_ path: String) {
        let started: Result<pid_t, GzipFailure>? = self.monitor.withLock {
            if self.isStopping { return nil }
            let result = GzipProcess.start(path)
            if case .success(let child) = result { self.child = child }
            return result
        }
        guard let started else { return }
        let failure: GzipFailure?
        switch started {
        case .success(let child): failure = GzipProcess.wait(child) { self.monitor.withLock { self.child = 0 } }
        case .failure(let error): failure = error
        }
        if let failure, !self.monitor.withLock({ self.isStopping }) {
            self.report(.warning, "a rotated log file is not compressed", [("cause", failure.text), ("path", path)])
        }
    }
}
