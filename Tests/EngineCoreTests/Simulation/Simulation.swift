import EngineCore

/// One run: some sequencers, clients that send and repeat commands, faults, and the auditor who watches every commit.
///
/// A seed decides everything; nothing depends on time, threads or the order of a dictionary.
final class Simulation {
    let options: SimOptions
    let world: SimWorld
    var auditor: Auditor
    private var random: SimRandom
    private var generator: CommandGenerator
    private var sequencers: [SimSequencer] = []
    /// Sent and not answered, by sequencer.
    private var inFlight: [[CommandRequest]]
    private var again: [CommandRequest] = []
    private var sentCount: [StoredOutcome.Key: Int] = [:]
    private var denied: [StoredOutcome.Key] = []
    private var jump: Int64 = 0
    private(set) var generated = 0
    private(set) var answered = 0
    private(set) var failures: [String: Int] = [:]
    private(set) var outcomes: [String: Int] = [:]

    init(_ options: SimOptions, template: SimTemplate = .shared, plant: (SimDatabase) -> Void = { _ in }) {
        self.options = options
        self.random = SimRandom(seed: options.seed)
        self.generator = CommandGenerator(seed: options.seed &+ 1)
        self.auditor = template.auditor
        self.auditor.checksSeals = options.checksSeals
        let database = SimDatabase(rows: template.rows, commits: template.commits)
        plant(database)
        self.world = SimWorld(database: database, now: template.now + 1_000_000, faults: options.faults)
        self.inFlight = Array(repeating: [], count: options.sequencers)
        for number in 0..<options.sequencers { self.sequencers.append(self.makeSequencer(number)) }
        self.world.onCommit = { [unowned self] in self.auditor.check($0, self.world.database.rows) }
        self.world.onAnswer = { [unowned self] in self.answered($0, $1) }
        self.world.onCrash = { [unowned self] in self.crashed($0) }
    }

    private func makeSequencer(_ number: Int) -> SimSequencer {
        SimSequencer(
            number: number,
            world: self.world,
            batchLimit: self.options.batchLimit,
            seed: self.random.next()
        )
    }

    /// Runs to the end.
    /// - Returns: The first thing that is wrong; nil if nothing is.
    func run() -> SimFailure? {
        while self.auditor.failure == nil {
            let canSend = self.generated < self.options.commands || !self.again.isEmpty
            if !canSend && self.isQuiet { break }
            if !canSend { self.world.stopFaults() }
            self.turn(canSend: canSend)
        }
        self.checkDenied()
        self.auditor.checkAll(self.world.database.rows)
        return self.auditor.failure.map {
            SimFailure(seed: self.options.seed, commands: self.generated, text: $0)
        }
    }

    private var isQuiet: Bool { self.sequencers.allSatisfy(\.isIdle) && self.world.nextOrphan == nil }
    private var inFlightCount: Int { self.inFlight.reduce(0) { $0 + $1.count } }

    /// One step of a sequencer that can do one, or a command sent, or time.
    private func turn(canSend: Bool) {
        if self.jump > 0 && self.isQuiet {
            self.world.advance(to: self.world.now + self.jump)
            self.jump = 0
        }
        let runnable = self.sequencers.filter { $0.isRunnable(now: self.world.now) }
        let maySend = canSend && self.jump == 0 && self.inFlightCount < self.options.clients
        let choice = self.random.below(runnable.count + (maySend ? 1 : 0) + (runnable.isEmpty && !maySend ? 1 : 0))
        if choice < runnable.count {
            _ = runnable[choice].step()
            self.world.advance(to: self.world.now + self.random.within(20...400))
            if self.world.needsDatabaseRestart {
                for sequencer in self.sequencers { sequencer.loseSession() }
                self.world.databaseRestarted()
            }
        } else if maySend {
            self.send()
        } else {
            self.sleep()
        }
    }

    /// Nobody can do anything now: time passes until somebody can.
    private func sleep() {
        var times = self.sequencers.compactMap(\.wakesAt)
        if let orphan = self.world.nextOrphan { times.append(orphan) }
        guard let next = times.min() else {
            self.auditor.fail("nobody will ever do anything again")
            return
        }
        self.world.advance(to: max(next, self.world.now + 1))
    }

    private func send() {
        if !self.again.isEmpty && (self.generated >= self.options.commands || self.random.chance(50)) {
            self.submit(self.again.remove(at: self.random.below(self.again.count)))
            return
        }
        self.generated += 1
        switch self.generator.next(self.auditor.model, now: self.world.now) {
        case .submit(let request): self.submit(request)
        case .advance(let microseconds):
            if microseconds < 1_000_000 {
                self.world.advance(to: self.world.now + microseconds)
            } else {
                self.jump = microseconds
            }
        }
    }

    private func submit(_ request: CommandRequest) {
        let number = self.random.below(self.sequencers.count)
        self.inFlight[number].append(request)
        self.sentCount[request.outcomeKey, default: 0] += 1
        self.sequencers[number].submit(request)
    }

    private func answered(_ request: CommandRequest, _ answer: BatchMachine.Answer) {
        self.answered += 1
        for number in self.inFlight.indices {
            guard let index = self.inFlight[number].firstIndex(where: { $0.requestID == request.requestID }) else {
                continue
            }
            self.inFlight[number].remove(at: index)
            break
        }
        switch answer {
        case .success(let outcome):
            let text = "\(request.command.kind) \(outcome.isReplayed ? "replayed" : outcome.code ?? "done")"
            self.outcomes[text, default: 0] += 1
            self.acknowledged(request, outcome)
        case .failure(let failure):
            self.failures[failure.code.rawValue, default: 0] += 1
            self.refusedByEngine(request, failure)
        }
    }

    /// T11: what was acknowledged is committed, with the same answer.
    private func acknowledged(_ request: CommandRequest, _ outcome: Outcome) {
        guard outcome.isKept || outcome.isReplayed else { return }
        let stored = self.auditor.model.answers[request.outcomeKey]
        if stored?.status != outcome.status || stored?.body != outcome.body {
            self.auditor.fail("\(request.key) was acknowledged with \(outcome.text) and is not stored so")
        }
    }

    /// T12: a failure says that nothing was done, unless it says that it does not know.
    private func refusedByEngine(_ request: CommandRequest, _ failure: EngineFailure) {
        if failure.code != .outcomeUnknown && self.sentCount[request.outcomeKey] == 1 {
            self.denied.append(request.outcomeKey)
        }
        if failure.code != .deadlinePassed && self.random.chance(70) { self.again.append(request) }
    }

    private func checkDenied() {
        for key in self.denied where self.sentCount[key] == 1 && self.auditor.model.answers[key] != nil {
            self.auditor.fail("\(key.key) was answered with a failure, and done")
        }
    }

    /// The clients of a dead process do not know what became of their commands; most ask again.
    private func crashed(_ number: Int) {
        for request in self.inFlight[number] where self.random.chance(80) { self.again.append(request) }
        self.inFlight[number] = []
        self.sequencers[number] = self.makeSequencer(number)
    }
}
