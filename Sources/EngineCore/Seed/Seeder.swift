/// Makes sample data by ordinary commands, with keys that follow from the plan: run again, everything is a replay.
public struct Seeder: Sendable {
    let plan: SeedPlan
    private let submit: @Sendable (CommandRequest) async -> Result<Outcome, EngineFailure>

    /// - Parameters:
    ///   - plan: How much is made.
    ///   - submit: Hands a command to an engine and waits for its answer.
    public init(
        _ plan: SeedPlan,
        submit: @escaping @Sendable (CommandRequest) async -> Result<Outcome, EngineFailure>
    ) {
        self.plan = plan
        self.submit = submit
    }

    /// - Throws: ``SeedError`` with the first command that was refused; what came before stays.
    public func run() async throws(SeedError) -> SeedWorld {
        var world = SeedWorld()
        try await self.makeAdmins(&world)
        try await self.makeCatalogue(&world)
        try await self.makeAgents(&world)
        try await self.makeMembers(&world)
        try await self.makeOrders(&world)
        return world
    }

    /// Submits and returns the reply's JSON.
    @discardableResult
    func send(_ name: String, _ command: Command, by actor: Actor = .system) async throws(SeedError) -> CanonicalJSON {
        let key = "seed:\(self.plan.number):\(name)"
        let request = CommandRequest(command, actor: actor, key: key, requestHash: Self.hash(key))
        switch await self.submit(request) {
        case .failure(let failure): throw SeedError(key: key, answer: failure.code.rawValue)
        case .success(let outcome):
            let text = String(decoding: outcome.body, as: UTF8.self)
            guard outcome.status < 300, let json = CanonicalJSON(text: text) else {
                throw SeedError(key: key, answer: "\(outcome.status) \(text)")
            }
            return json
        }
    }

    private static func hash(_ text: String) -> [UInt8] {
        var digest = ChainDigest()
        digest.raw(Array(text.utf8))
        return digest.finish()
    }

    /// As `send`, for what makes a row: its id.
    func make(_ name: String, _ command: Command, by actor: Actor = .system) async throws(SeedError) -> ID {
        let reply = try await self.send(name, command, by: actor)
        guard let id = reply["id"]?.id else { throw SeedError(key: name, answer: "no id in \(reply.text)") }
        return id
    }

    /// A number in 0..<limit that follows from the plan and the place: splitmix64's finaliser (Steele, Lea, Flood 2014).
    func number(_ place: Int, below limit: Int) -> Int {
        var value = self.plan.number &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(place)
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ value >> 31) % UInt64(limit))
    }
}
