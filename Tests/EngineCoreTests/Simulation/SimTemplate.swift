import EngineCore

/// The small world that every simulation starts from, made once by commands, audited like all others.
struct SimTemplate: Sendable {
    var rows: SimRows
    var auditor: Auditor
    var commits: Int
    var now: Int64
    /// The commands that made it, one a batch.
    var batches: [RecordedBatch]

    /// Two ledgers, five admins, a tree of agents three levels deep, six members, five products, plans of both modes.
    static let shared = SimTemplate(seed: 4_711)

    init(seed: UInt64) {
        var setup = SimSetup(seed: seed)
        setup.build()
        (self.rows, self.auditor) = (setup.world.database.rows, setup.auditor.value)
        (self.commits, self.now) = (setup.world.database.commits, setup.world.now)
        self.batches = setup.batches
    }
}
