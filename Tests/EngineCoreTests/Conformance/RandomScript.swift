import EngineCore

/// Random commands with what the simulated store made of them, audited by the plain model; the same commands must give
/// every other store the same answers, rows and seals.
struct RandomScript {
    static let seed: UInt64 = 4_711
    private(set) var batches: [RecordedBatch] = []
    private(set) var answers: [Outcome] = []
    private(set) var failure: String?
    let database = SimConformanceDatabase()

    /// - Parameter commands: How many random commands follow those that make the small world.
    init(commands: Int, seed: UInt64 = 13) {
        let template = SimTemplate(seed: Self.seed)
        var auditor = Auditor()
        let session = RecordingSession(self.database.database)
        var ids = Self.ids()
        func run(_ batch: RecordedBatch) {
            let answers = session.run(batch.requests, ids: &ids, now: batch.now)
            self.answers += answers.compactMap { try? $0.get() }
            self.batches.append(batch)
            if let committed = session.last { auditor.check(committed, self.database.database.rows) }
        }
        for batch in template.batches { run(batch) }
        var random = SimRandom(seed: seed)
        var generator = CommandGenerator(seed: seed)
        var now = template.now
        var count = 0
        while count < commands && auditor.failure == nil {
            var batch = RecordedBatch(now: now, requests: [])
            for _ in 0...random.below(12) where count < commands {
                count += 1
                switch generator.next(auditor.model, now: now) {
                case .advance(let microseconds): now += microseconds
                case .submit(var request):
                    request.deadline = nil
                    batch.requests.append(request)
                }
            }
            if !batch.requests.isEmpty { run(batch) }
            now += 1_000
        }
        auditor.checkAll(self.database.database.rows)
        self.failure = auditor.failure
    }

    /// The ids of every run of the script.
    static func ids() -> IDSource {
        let random = SharedRandom(seed: Self.seed)
        return IDSource(random: { random.next() })
    }
}
