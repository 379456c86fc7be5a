/// What a seed decides about its simulation, unless a test decides it.
struct SimOptions: Sendable {
    var seed: UInt64
    /// Commands to generate; a prefix of a longer run does the same up to there.
    var commands: Int
    var sequencers: Int
    var batchLimit: Int
    /// In flight at once.
    var clients: Int
    var faults: FaultPlan
    var checksSeals: Bool

    init(seed: UInt64, commands: Int = 500) {
        var random = SimRandom(seed: seed ^ 0x5117)
        self.seed = seed
        self.commands = commands
        self.sequencers = 1 + random.below(4)
        self.batchLimit = [1, 4, 16, 64][random.below(4)]
        self.clients = 1 + random.below(24)
        let perMille = [0, 0, 3, 10, 30, 60][random.below(6)]
        self.faults = perMille == 0 ? .none : .random(SimRandom(seed: seed &+ 77), perMille: perMille)
        self.checksSeals = seed % 20 == 0
    }
}
