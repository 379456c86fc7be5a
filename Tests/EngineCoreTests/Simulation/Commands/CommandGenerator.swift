import EngineCore

/// Makes plausible commands, and wrong ones, from a seed and what the model knows of the world.
struct CommandGenerator {
    enum Step {
        case submit(CommandRequest)
        case advance(microseconds: Int64)
    }

    var random: SimRandom
    private(set) var count = 0
    private(set) var recent: [CommandRequest] = []
    var members: [ID] = []
    var agents: [ID] = []
    var admins: [(id: ID, roles: AdminRoles)] = []
    var products: [ID] = []
    private var peopleCount = 0

    init(seed: UInt64) { self.random = SimRandom(seed: seed) }

    /// The next thing to do.
    mutating func next(_ model: PlainModel, now: Int64) -> Step {
        self.learn(model)
        if self.random.chance(6) { return .advance(microseconds: self.span()) }
        if self.random.chance(6), let request = self.repeated() { return .submit(request) }
        let (command, actor) = self.command(model, now: now)
        return .submit(self.request(command, by: self.random.chance(3) ? self.anybody() : actor, now: now))
    }

    private mutating func span() -> Int64 {
        switch self.random.below(10) {
        case 0...3: self.random.within(1_000...5_000_000)
        case 4...6: self.random.within(60_000_000...1_000_000_000)
        case 7, 8: self.random.within(3_600_000_000...90_000_000_000)
        default: self.random.within(86_400_000_000...10 * 86_400_000_000)
        }
    }

    /// A key used before: with the same request, or with something else.
    private mutating func repeated() -> CommandRequest? {
        guard var request = self.random.pick(Array(self.recent.suffix(30))) else { return nil }
        self.count += 1
        request.requestID = "r\(self.count)"
        if self.random.chance(30) { request.requestHash[0] ^= 0xFF }
        return request
    }

    private mutating func request(_ command: Command, by actor: Actor, now: Int64) -> CommandRequest {
        self.count += 1
        var request = CommandRequest(
            command,
            actor: actor,
            key: "k\(self.count)",
            requestHash: [UInt8](repeating: UInt8(self.count & 0x7F), count: 32),
            requestID: "r\(self.count)",
            traceID: "t\(self.count)",
            deadline: self.random.chance(1) ? now + self.random.within(0...2_000) : nil
        )
        // Jobs have keys of their own, so that any gateway may run them.
        switch command {
        case .expireOrder(let job) where actor.role == .system: request.key = "expire:\(job.holdSeq)"
        case .releaseCommissions(let job) where actor.role == .system:
            request.key = "release:\(job.orderID):\(job.due)"
        case .confirmDeposit(let callback) where actor.role == .system:
            request.key = "ext:\(callback.provider):\(callback.externalID):\(callback.requestID)"
        default: break
        }
        if request.key.first != "k" { request.requestHash = [UInt8](repeating: 0, count: 32) }
        self.recent.append(request)
        if self.recent.count > 200 { self.recent.removeFirst(100) }
        return request
    }

    private mutating func learn(_ model: PlainModel) {
        if model.people.count != self.peopleCount {
            self.peopleCount = model.people.count
            let ids = model.people.keys.sorted()
            self.members = ids.filter { model.people[$0]?.role == .member }
            self.agents = ids.filter { model.people[$0]?.role == .agent }
            self.admins = ids.compactMap { id in
                guard let person = model.people[id], person.role == .admin else { return nil }
                return (id, person.adminRoles)
            }
        }
        if model.products.count != self.products.count { self.products = model.products.keys.sorted() }
    }

    // MARK: Choices

    mutating func anybody() -> Actor {
        switch self.random.below(8) {
        case 0, 1: return .member(self.random.pick(self.members) ?? .nil)
        case 2, 3: return .agent(self.random.pick(self.agents) ?? .nil)
        case 4: return .system
        case 5: return .admin(self.random.pick(self.members) ?? .nil, .super)
        default:
            guard let admin = self.random.pick(self.admins) else { return .system }
            return .admin(admin.id, admin.roles)
        }
    }

    mutating func member() -> Actor { .member(self.random.pick(self.members) ?? .nil) }
    mutating func agent() -> Actor { .agent(self.random.pick(self.agents) ?? .nil) }
    mutating func admin(_ roles: AdminRoles) -> Actor {
        let able = self.admins.filter { !$0.roles.isDisjoint(with: roles) }
        guard let admin = self.random.pick(able) else { return .system }
        return .admin(admin.id, admin.roles)
    }

    /// Mostly one of the newest, so that what has begun goes on.
    mutating func recentID(_ ids: [ID]) -> ID {
        let near = self.random.chance(80) ? Array(ids.suffix(8)) : ids
        return self.random.pick(near) ?? ID(high: 1, low: 1)
    }

    /// One whose state allows the move, most of the time.
    mutating func id(_ ids: [ID], where isRight: (ID) -> Bool) -> ID {
        if self.random.chance(12) { return self.recentID(ids) }
        return self.random.pick(Array(ids.suffix(60).filter(isRight).suffix(8))) ?? self.recentID(ids)
    }

    mutating func amount(upTo limit: Int64) -> Int64 {
        switch self.random.below(40) {
        case 0: 0
        case 1: -self.random.within(1...1_000)
        case 2: 1_000_000_000_000_001
        case 3: Int64.max
        case 4: limit
        default: self.random.within(1...max(1, limit))
        }
    }

    mutating func ledger() -> Int16 { self.random.chance(85) ? 1 : self.random.chance(80) ? 2 : 9 }
}
