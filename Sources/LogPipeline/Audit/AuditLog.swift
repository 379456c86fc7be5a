import Logging

/// Puts actions on record before they are done (telemetry.md section 6).
///
/// A thread of its own renders what was handed in meanwhile, writes it to the audit spool and makes it durable at once
/// ("group commit"): however many wait, they wait for one fdatasync. The sinks of the audit stream read from the spool,
/// so none of them, nor its queue, can lose a record. What cannot be made durable was never there: the chain goes on
/// from the record before it.
package final class AuditLog: @unchecked Sendable {  // `monitor` guards the first group, the thread owns the second
    package typealias Completion = @Sendable (AuditError?) -> Void

    /// Actions that wait; one more is refused.
    package static let waitingLimit = 1024
    private static let tickNanoseconds: UInt64 = 1_000_000_000

    private let monitor = Monitor()
    private let condition: MonitorCondition
    private var waiting: [(event: AuditEvent, completion: Completion)] = []
    private var isOpen = false
    private var hasEnded = true

    private let spool: SpoolStream
    private let ledger: Ledger
    private let maxBytes: Int
    private let headFile: SlotFile
    private var renderer: AuditRecordRenderer
    private var head: AuditHead
    private var sequence: UInt64 = 0
    private var lastWall: Int64 = 0

    /// - Parameters:
    ///   - spool: An audit spool.
    ///   - ledger: Counts the records of the sinks.
    ///   - identity: What every record says.
    ///   - maxBytes: The most the spool may hold.
    /// - Throws: `spoolNotOpened`.
    init(
        _ spool: SpoolStream,
        _ ledger: Ledger,
        identity: RecordIdentity,
        maxBytes: Int
    ) throws(LogPipelineError) {
        self.condition = MonitorCondition(self.monitor)
        self.spool = spool
        self.ledger = ledger
        self.maxBytes = maxBytes
        self.headFile = try SlotFile(spool.folder.file("head"))
        self.renderer = AuditRecordRenderer(identity)
        self.head = Self.lastHead(spool, self.headFile)
    }

    /// The end of the chain: the spool has it for certain, unless it is damaged.
    private static func lastHead(_ spool: SpoolStream, _ file: SlotFile) -> AuditHead {
        let noted = AuditHead(payload: file.payload) ?? .start
        guard let line = spool.lastLine, let link = line.withUnsafeBytes({ AuditLink($0) }) else { return noted }
        return link.sequence >= noted.sequence ? AuditHead(sequence: link.sequence, hash: link.hash) : noted
    }

    /// - Throws: `threadNotStarted`.
    func start() throws(LogPipelineError) {
        self.monitor.withLock { (self.isOpen, self.hasEnded) = (true, false) }
        do throws(LogPipelineError) {
            try SystemThread.start("wg-log-audit") { self.run() }
        } catch {
            self.monitor.withLock { (self.isOpen, self.hasEnded) = (false, true) }
            throw error
        }
    }

    /// Puts an action on record; the completion comes on the log's thread, with nil when the record is durable.
    package func append(_ event: AuditEvent, completion: @escaping Completion) {
        let error: AuditError? = self.monitor.withLock {
            if !self.isOpen { return AuditError(code: .closed) }
            if self.waiting.count >= Self.waitingLimit { return AuditError(code: .busy) }
            self.waiting.append((event, completion))
            self.condition.signal()
            return nil
        }
        if let error { completion(error) }
    }

    /// The same for tasks: returns when the record is durable.
    ///
    /// - Throws: ``AuditError``: there is no record; do not do it.
    package func append(_ event: AuditEvent) async throws(AuditError) {
        let error = await withCheckedContinuation { continuation in
            self.append(event) { continuation.resume(returning: $0) }
        }
        if let error { throw error }
    }

    /// Refuses further actions, finishes those that wait, and waits for that until a moment of the monotonic clock.
    func close(by deadline: UInt64) {
        self.monitor.withLock {
            self.isOpen = false
            self.condition.signal()
            while !self.hasEnded, SystemClock.monotonic < deadline { self.condition.wait(until: deadline) }
        }
    }

    // MARK: On the thread

    private func run() {
        while let group = self.nextGroup() {
            if !group.isEmpty { self.commit(group) }
            self.spool.tick(now: SystemClock.monotonic)
        }
        _ = self.spool.close()
        self.monitor.withLock {
            self.hasEnded = true
            self.condition.signal()
        }
    }

    /// What waits; empty: a second went by; nil: the end.
    private func nextGroup() -> [(event: AuditEvent, completion: Completion)]? {
        self.monitor.withLock {
            let deadline = SystemClock.monotonic + Self.tickNanoseconds
            while self.waiting.isEmpty, self.isOpen, SystemClock.monotonic < deadline {
                self.condition.wait(until: deadline)
            }
            if self.waiting.isEmpty, !self.isOpen { return nil }
            defer { self.waiting = [] }
            return self.waiting
        }
    }

    private func commit(_ group: [(event: AuditEvent, completion: Completion)]) {
        var (lines, head, sequence): ([UInt8], AuditHead, UInt64) = ([], self.head, self.sequence)
        for item in group {
            let wall = max(SystemClock.wall, self.lastWall)
            self.lastWall = wall
            sequence += 1
            let rendered = self.renderer.render(item.event, sequence: sequence, wall: wall, after: head)
            lines += rendered.line
            head = rendered.head
        }
        let error = self.write(lines, group.map(\.event.level))
        if error == nil {
            (self.head, self.sequence) = (head, sequence)
            // Only for a spool that is damaged later: it holds the last record itself.
            self.headFile.update { _ in head.payload }
            self.ledger.wakeSinks(.audit)
        }
        for item in group { item.completion(error) }
    }

    private func write(_ lines: [UInt8], _ levels: [Logger.Level]) -> AuditError? {
        if self.spool.byteCount + lines.count > self.maxBytes { return AuditError(code: .full) }
        let progress = lines.withUnsafeBytes { self.spool.append($0) }
        if progress.errorNumber != 0 || progress.refusedNoID + progress.refusedOversize > 0 {
            self.spool.discardUnsynced()
            return AuditError(code: .notWritten, errorNumber: progress.errorNumber)
        }
        let number = self.spool.synchronize { self.ledger.countSpooled(.audit, levels) }
        return number == 0 ? nil : AuditError(code: .notWritten, errorNumber: number)
    }
}
