import NIOCore
import NIOPosix
import Synchronization

/// One event loop's part of the load: its arrivals, its connections, its figures.
///
/// Nothing is shared with other threads.
///
/// - Important: After `start` everything happens on the loop; `published` is the only thing read from elsewhere, until
///   the loop has been shut down.
final class LoadThread: @unchecked Sendable {  // confined to `loop`; `published` is a Mutex
    /// At most so many connections are being opened at a time, so that a listener's backlog is not what is measured.
    static let connectingLimit = 256
    /// A user of a closed run rests after a failed connect, so that a dead target is not hammered.
    static let restAfterFailedConnect = TimeAmount.milliseconds(100)
    /// Arrivals that are found later than this after the end of the schedule are not attempted.
    static let graceAtEnd = TimeAmount.milliseconds(100)

    let index: Int
    let plan: RunPlan
    let loop: any EventLoop
    let origin: NIODeadline
    /// The measured part; without a duration the end is found while running.
    let windowStart: NIODeadline
    var windowEnd: NIODeadline
    let published = Mutex(PublishedProgress())
    let requestByteCount: Int
    let allowsNotModified: Bool
    private let onFinish: @Sendable () -> Void

    var warmup = PhaseStatistics()
    var measured = PhaseStatistics()
    var limits = OwnLimits()
    /// Measured requests in flight, until the last one has ended.
    var measuredGauge: TimeWeightedGauge
    /// All requests in flight, and resting users, in the measured part's time.
    var busyGauge: TimeWeightedGauge
    var restGauge: TimeWeightedGauge
    var okInWindow = 0
    var openedCount = 0
    var reusedCount = 0
    var inFlight = 0

    // Arrivals.
    var cursor: ArrivalCursor?
    var closedIndex: Int
    var measuredLeft: Int
    /// When the next arrival is due; `distantFuture` in a closed run and at the end.
    var nextDue = NIODeadline.distantFuture
    var resting: [NIODeadline] = []

    // Connections.
    let connectionLimit: Int
    let inFlightLimit: Int
    var bootstrap: ClientBootstrap?
    var slots: ContiguousArray<ConnectionHandler?>
    /// Per slot: when its request times out; `distantFuture` when it has none.
    var deadlines: ContiguousArray<NIODeadline>
    var freeSlots: ContiguousArray<Int>
    var idle: ContiguousArray<ConnectionHandler> = []
    var waiting: WaitingQueue
    var connectingCount = 0
    var isConnecting = false

    // Clockwork.
    let spinGate: SpinGate
    let tickInterval: TimeAmount
    var nextTick: NIODeadline
    var window = ProgressWindow()
    var windowIndex = 0
    var spinNanoseconds: Int64 = 0
    var spinningSince: NIODeadline?
    var activityCount = 0
    var activityAtSpin = 0
    var isStopping = false
    private(set) var isFinished = false

    /// - Parameters:
    ///   - index: 0 to `threads - 1`.
    ///   - plan: What to do.
    ///   - loop: The thread's own loop.
    ///   - spinGate: The loop's metrics delegate, when the run spins.
    ///   - origin: The run's zero, the same for all threads.
    ///   - onFinish: Called once, on the loop, when the last request has ended.
    init(
        index: Int,
        plan: RunPlan,
        loop: any EventLoop,
        spinGate: SpinGate,
        origin: NIODeadline,
        onFinish: @escaping @Sendable () -> Void
    ) {
        let settings = plan.settings
        self.index = index
        self.plan = plan
        self.loop = loop
        self.spinGate = spinGate
        self.origin = origin
        self.onFinish = onFinish
        let windowStart = origin + settings.warmup
        self.windowStart = windowStart
        self.windowEnd = settings.duration.map { windowStart + $0 } ?? .distantFuture
        self.requestByteCount = plan.request.byteCount
        self.allowsNotModified = plan.request.allowsNotModified
        self.measuredGauge = TimeWeightedGauge(start: self.windowStart)
        self.busyGauge = TimeWeightedGauge(start: self.windowStart, end: self.windowEnd)
        self.restGauge = TimeWeightedGauge(start: self.windowStart, end: self.windowEnd)
        self.closedIndex = index
        self.measuredLeft = settings.requestLimit.map { Share.of($0, thread: index, of: settings.threads) } ?? Int.max
        switch plan.model {
        case .open(let rate):
            let counts = plan.arrivals(of: rate)
            let schedule = ArrivalSchedule(rate: rate)
            self.cursor = ArrivalCursor(
                schedule: schedule,
                thread: index,
                of: settings.threads,
                firstMeasured: counts.warmup,
                end: counts.total
            )
            self.connectionLimit = max(1, Share.of(settings.connectionLimit, thread: index, of: settings.threads))
            self.inFlightLimit = max(1, Share.of(settings.inFlightLimit, thread: index, of: settings.threads))
        case .closed(let users):
            self.connectionLimit = max(1, Share.of(users, thread: index, of: settings.threads))
            self.inFlightLimit = self.connectionLimit
        }
        self.slots = ContiguousArray(repeating: nil, count: self.connectionLimit)
        self.deadlines = ContiguousArray(repeating: .distantFuture, count: self.connectionLimit)
        self.freeSlots = ContiguousArray((0..<self.connectionLimit).reversed())
        self.waiting = WaitingQueue(capacity: self.inFlightLimit)
        self.tickInterval = .nanoseconds(min(10_000_000, max(1_000_000, settings.timeout.nanoseconds / 50)))
        self.nextTick = origin
    }

    /// Begins the load at the origin.
    func start() {
        self.bootstrap = self.makeBootstrap()
        self.schedule(at: self.origin, StartTimer(thread: self))
    }

    /// Called at the origin.
    func begin() {
        let now = NIODeadline.now()
        self.nextTick = now
        self.tick(at: now)
        switch self.plan.model {
        case .open:
            self.nextDue = self.cursor?.next.map { self.origin + $0 } ?? .distantFuture
            self.pace(at: now)
        case .closed(let users):
            if self.plan.settings.warmup == .zero {
                // The first users cannot start before this moment: the time before it is not theirs.
                self.busyGauge.start = now
                self.restGauge.start = now
            }
            for _ in 0..<Share.of(users, thread: self.index, of: self.plan.settings.threads) { self.nextUser(at: now) }
        }
        self.finishIfDone(at: now)
    }

    /// Ends the thread when nothing is left to start and nothing is under way.
    func finishIfDone(at now: NIODeadline) {
        guard !self.isFinished, self.inFlight == 0, self.isStopping || self.hasNoMoreArrivals(at: now) else { return }
        self.isFinished = true
        self.isStopping = true
        self.measuredGauge.advance(to: now)
        self.busyGauge.advance(to: now)
        self.restGauge.advance(to: now)
        self.limits.histogramOverflow += Int(
            self.warmup.latencies.overflowCount + self.measured.latencies.overflowCount
        )
        self.publish(isLast: true)
        while let handler = self.idle.popLast() {
            handler.idleIndex = -1
            handler.abandon()
        }
        self.onFinish()
    }

    /// Ends the thread at once: what is in flight stays without an outcome.
    func abort() {
        guard !self.isFinished else { return }
        let now = NIODeadline.now()
        self.isStopping = true
        self.abandonArrivals(at: now)
        while let arrival = self.waiting.popFirst() { self.requestAborted(arrival, at: now) }
        for handler in self.slots {
            guard let handler, handler.idleIndex < 0 else { continue }
            self.requestAborted(handler.arrival, at: now)
            handler.abandon()
        }
        self.windowEnd = min(self.windowEnd, now)
        self.finishIfDone(at: now)
    }

    /// Schedules a callback on the own loop.
    func schedule(at time: NIODeadline, _ handler: some NIOScheduledCallbackHandler & Sendable) {
        // Fails only when the loop is shut down: then the run is over and the callback has nothing to do.
        _ = try? self.loop.scheduleCallback(at: time, handler: handler)
    }
}
