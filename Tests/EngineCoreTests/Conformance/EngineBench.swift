import EngineCore
import Testing

/// A clock, a database and one or more gateways, with the people and products that tests start from.
///
/// Ids come from a seed, so that two stores given the same commands give the same rows.
final class EngineBench {
    let database: any ConformanceDatabase
    private(set) var sessions: [any ConformanceSession]
    /// The clock, microseconds: 2026-01-01 00:00 UTC at first.
    var now: Int64 = 1_767_225_600_000_000
    private var ids: [IDSource]
    private var lastKey = 0
    /// Sees every batch of one command, as the auditor does.
    var onAnswer: (CommandRequest, BatchMachine.Answer) -> Void = { _, _ in }

    init(_ target: ConformanceTarget, gateways: Int = 1, seed: UInt64 = 1) throws {
        self.database = try target.makeDatabase()
        self.sessions = []
        self.ids = []
        for number in 0..<gateways {
            self.sessions.append(try self.database.connect())
            let random = SharedRandom(seed: seed &* 1_000 &+ UInt64(number))
            self.ids.append(IDSource(random: { random.next() }))
        }
    }

    /// A request under a key that was not used before, or under `key`.
    func request(
        _ command: Command,
        by actor: Actor = .system,
        key: String? = nil,
        hash: UInt8 = 1
    ) -> CommandRequest {
        self.lastKey += 1
        return CommandRequest(
            command,
            actor: actor,
            key: key ?? "key-\(self.lastKey)",
            requestHash: [UInt8](repeating: hash, count: 32),
            requestID: "request-\(self.lastKey)",
            traceID: "trace-\(self.lastKey)"
        )
    }

    /// Runs one batch on one gateway.
    func batch(_ requests: [CommandRequest], gateway: Int = 0) -> [BatchMachine.Answer] {
        let answers = self.sessions[gateway].run(requests, ids: &self.ids[gateway], now: self.now)
        for (request, answer) in zip(requests, answers) { self.onAnswer(request, answer) }
        return answers
    }

    /// Begins a batch on one gateway; its answers are not shown to `onAnswer`.
    func start(_ requests: [CommandRequest], gateway: Int) {
        self.sessions[gateway].start(requests, ids: self.ids[gateway], now: self.now)
    }

    /// Makes one store call of a batch that was begun.
    func advance(_ gateway: Int) -> [BatchMachine.Answer]? {
        guard let end = self.sessions[gateway].advance() else { return nil }
        self.ids[gateway] = end.ids
        return end.answers
    }

    /// Makes the rest of its store calls.
    func finish(_ gateway: Int) -> [BatchMachine.Answer] {
        while true { if let answers = self.advance(gateway) { return answers } }
    }

    /// Runs one request; a failure of the engine is an issue of the test.
    @discardableResult
    func run(
        _ request: CommandRequest,
        gateway: Int = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        let answer = self.batch([request], gateway: gateway)[0]
        return try #require(try? answer.get(), "\(answer)", sourceLocation: sourceLocation)
    }

    @discardableResult
    func run(
        _ command: Command,
        by actor: Actor = .system,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Outcome { try self.run(self.request(command, by: actor), sourceLocation: sourceLocation) }

    /// Runs one command that must be done.
    @discardableResult
    func done(
        _ command: Command,
        by actor: Actor = .system,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> CanonicalJSON {
        let outcome = try self.run(command, by: actor, sourceLocation: sourceLocation)
        guard case .done(let reply) = outcome else {
            let text = String(decoding: outcome.body, as: UTF8.self)
            Issue.record("\(command.kind): \(outcome.status) \(text)", sourceLocation: sourceLocation)
            throw NotDone(text: text)
        }
        return reply.json
    }

    /// Runs one command that must be refused with that engine code.
    func refused(
        _ code: Rejection.Code,
        _ command: Command,
        by actor: Actor = .system,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try self.run(command, by: actor, sourceLocation: sourceLocation)
        guard case .rejected(let rejection) = outcome else {
            Issue.record("\(command.kind): \(outcome) instead of \(code.rawValue)", sourceLocation: sourceLocation)
            return
        }
        #expect(rejection.code == code, "\(rejection)", sourceLocation: sourceLocation)
    }

    struct NotDone: Error { var text: String }
}
