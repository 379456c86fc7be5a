import EngineCore

/// Drives one machine over a store with a clock that only waits move.
struct MachineRun {
    var store = MemoryStore()
    var now: Int64 = 1_772_366_400_000_000
    /// Every wait asked for, microseconds.
    private(set) var waits: [Int64] = []
    /// What each failing call costs, microseconds.
    var failureCost: Int64 = 0
    /// Steps taken, so that a machine without an end fails instead of hanging.
    private(set) var steps = 0

    mutating func run(_ requests: [CommandRequest]) -> [BatchMachine.Answer] {
        var machine = BatchMachine(requests, ids: IDSource { 7 }, now: self.now)
        while true {
            self.steps += 1
            precondition(self.steps < 100_000, "the machine does not end")
            do throws(StoreError) {
                switch machine.step {
                case .open(let needs): try self.store.open(needs, into: &machine.set)
                case .lock(let refs, let needs): try self.store.lock(refs, needs, into: &machine.set)
                case .commit: try self.store.commit(machine.set)
                case .abandon: self.store.abandon()
                case .wait(let microseconds):
                    self.waits.append(microseconds)
                    self.now += microseconds
                case .finished: return machine.answers
                }
                machine.succeeded(now: self.now)
            } catch {
                self.now += self.failureCost
                machine.failed(error, now: self.now)
            }
        }
    }

    /// A command that writes, whatever it finds.
    static func request(_ name: String, hash: UInt8 = 1, deadline: Int64? = nil) -> CommandRequest {
        CommandRequest(
            .advanceConsumer(AdvanceConsumer(name: name, lastEvent: 0)),
            actor: .system,
            key: name,
            requestHash: [UInt8](repeating: hash, count: 32),
            deadline: deadline
        )
    }

    static func requests(_ count: Int) -> [CommandRequest] { (0..<count).map { Self.request("c\($0)") } }
}

extension BatchMachine.Answer {
    /// The code of a failure; nil for an outcome.
    var failure: EngineFailure.Code? { if case .failure(let failure) = self { failure.code } else { nil } }
    var outcome: Outcome? { try? self.get() }
}
