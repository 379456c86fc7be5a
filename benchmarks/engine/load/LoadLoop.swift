import EngineCore
import Synchronization
import Telemetry

/// Keeps a number of commands in flight, or sends them at a rate.
final class LoadLoop: Sendable {
    private struct Draws: Sendable {
        var random = SystemRandomNumberGenerator()
        var next = 0
    }

    private let options: EngineLoad
    private let world: LoadWorld
    private let engine: Engine
    private let tally: LoadTally
    private let zipf: Zipf
    private let draws = Mutex(Draws())
    private let hash = [UInt8](repeating: 7, count: 32)
    private let pending = Atomic<Int>(0)
    private let isOver = Atomic<Bool>(false)

    init(_ options: EngineLoad, _ world: LoadWorld, _ engine: Engine, _ tally: LoadTally) {
        self.options = options
        self.world = world
        self.engine = engine
        self.tally = tally
        self.zipf = Zipf(count: world.owners.count, exponent: options.workload == .zipf ? 2 : 0)
    }

    /// - Returns: Seconds from the first command to the last answer.
    func run() async -> Double {
        self.tally.reset()
        let start = MonotonicClock.now()
        if let rate = self.options.rate {
            await self.openLoop(rate, start)
        } else {
            for _ in 0..<self.options.clients { self.send(intended: MonotonicClock.now()) }
            try? await Task.sleep(for: .seconds(self.options.seconds))
        }
        self.isOver.store(true, ordering: .relaxed)
        while self.pending.load(ordering: .relaxed) > 0 { try? await Task.sleep(for: .milliseconds(1)) }
        self.tally.acknowledged?.flush()
        return Double(MonotonicClock.now() - start) / 1e9
    }

    private func openLoop(_ rate: Int, _ start: UInt64) async {
        var sent = 0
        while true {
            let elapsed = Double(MonotonicClock.now() - start) / 1e9
            if elapsed >= self.options.seconds { return }
            let due = Int(elapsed * Double(rate))
            while sent < due {
                let intended = start + UInt64(Double(sent) / Double(rate) * 1e9)
                self.send(intended: intended)
                sent += 1
            }
            try? await Task.sleep(for: .microseconds(500))
        }
    }

    /// In a closed loop each answer makes room for one more command.
    private func next() {
        if self.options.rate != nil || self.isOver.load(ordering: .relaxed) { return }
        self.send(intended: MonotonicClock.now())
    }

    private func send(intended: UInt64) {
        switch self.options.workload {
        case .transfers, .zipf: self.transfer(intended)
        case .orders: self.order(intended)
        }
    }

    private func submit(
        _ command: Command,
        by actor: Actor,
        _ key: String,
        _ completion: @escaping @Sendable (EngineCore.Outcome) -> Void
    ) {
        self.pending.add(1, ordering: .relaxed)
        let request = CommandRequest(command, actor: actor, key: key, requestHash: self.hash)
        self.engine.submit(request) { answer in
            self.tally.answered()
            switch answer {
            case .success(let outcome) where outcome.status < 300: completion(outcome)
            case .success(let outcome):
                self.tally.rejected("\(outcome.status) \(String(decoding: outcome.body, as: UTF8.self))")
                self.next()
            case .failure(let failure):
                self.tally.failed("\(failure.code.rawValue): \(failure.cause)")
                self.next()
            }
            self.pending.subtract(1, ordering: .relaxed)
        }
    }

    private func draw() -> (key: String, from: Int, to: Int) {
        let (number, first, second) = self.draws.withLock { draws in
            draws.next += 1
            let first = self.zipf.place(Double.random(in: 0..<1, using: &draws.random))
            return (draws.next, first, Int.random(in: 1..<self.world.owners.count, using: &draws.random))
        }
        return ("\(self.tally.prefix)\(number)", first, (first + second) % self.world.owners.count)
    }

    private func transfer(_ intended: UInt64) {
        let (key, from, to) = self.draw()
        let wallet = { AccountRef(ledgerID: LoadWorld.ledgerID, kind: .wallet, ownerID: self.world.owners[$0]) }
        let command = TransferFunds(from: wallet(from), to: wallet(to), amount: 1, refID: self.world.owners[from])
        self.submit(.transferFunds(command), by: .system, key) { _ in
            self.tally.committed(key, microseconds: Int64((MonotonicClock.now() - intended) / 1_000))
            self.next()
        }
    }

    /// Place, then pay: one order is both.
    private func order(_ intended: UInt64) {
        guard let seed = self.world.seed else { return }
        let (key, from, to) = self.draw()
        let product = to % seed.products.count
        let member = Actor.member(self.world.owners[from])
        let order = PlaceOrder(
            ledgerID: LoadWorld.ledgerID,
            lines: [OrderedLine(productID: seed.products[product], quantity: 1)],
            total: seed.prices[product]
        )
        self.submit(.placeOrder(order), by: member, "\(key):place") { outcome in
            let reply = CanonicalJSON(text: String(decoding: outcome.body, as: UTF8.self))
            guard let id = reply?["id"]?.id else { return self.tally.failed("no id in the reply") }
            self.submit(.payOrder(PayOrder(orderID: id)), by: member, key) { _ in
                self.tally.committed(key, microseconds: Int64((MonotonicClock.now() - intended) / 1_000))
                self.next()
            }
        }
    }
}
