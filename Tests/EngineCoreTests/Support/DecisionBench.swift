import EngineCore
import Testing

/// Runs commands through ``Core`` on rows in memory, without a store: everything there is counts as loaded and locked.
///
/// Each batch works on a fresh working set, so that what it wrote can be told from what was there. After a rejection
/// the bench itself checks that no row changed, and after every batch that each ledger sums to zero and that no number
/// is missing.
final class DecisionBench {
    /// The rows after the last batch.
    var set = WorkingSet()
    /// The clock, microseconds.
    var now: Int64 = 1_700_000_000 * Microseconds.second
    private(set) var head = ChainHead(one: 1, batch: 0, lastTransfer: 0, lastEvent: 0, hash: [])
    private(set) var ids: IDSource
    private var lastAccount: Int64 = 0
    private var lastKey = 0

    init(seed: UInt64 = 1) {
        let random = SplitMix(seed: seed)
        self.ids = IDSource(random: { random.next() })
        self.set.head = self.head
    }

    /// A new id, larger than those before.
    func id() -> ID { self.ids.next(now: self.now) }

    /// Runs one command under a key of its own.
    @discardableResult
    func run(_ command: Command, by actor: Actor = .system) -> Outcome {
        self.batch([self.request(command, by: actor)])[0]
    }

    /// A request under a key that was not used before.
    func request(_ command: Command, by actor: Actor = .system, key: String? = nil) -> CommandRequest {
        self.lastKey += 1
        return CommandRequest(
            command,
            actor: actor,
            key: key ?? "key-\(self.lastKey)",
            requestHash: Array("\(command)".utf8),
            requestID: "request-\(self.lastKey)",
            traceID: "trace"
        )
    }

    /// Runs several commands as one batch.
    ///
    /// `then` changes rows at the end of the batch without a command.
    func batch(
        _ requests: [CommandRequest],
        sourceLocation: SourceLocation = #_sourceLocation,
        then change: (inout WorkingSet, inout Context) -> Void = { _, _ in }
    ) -> [Outcome] {
        let needs = Core.needs(requests, now: self.now)
        self.startBatch(needs)
        for ref in Core.accounts(requests, self.set) { self.addAccount(ref) }
        var context = Context(now: self.now, head: self.head, ids: self.ids)
        var outcomes: [Outcome] = []
        for request in requests {
            let before = TableImage(self.set)
            let outcome = Core.decide(request, &self.set, &context)
            if case .done = outcome {
            } else {
                let changes = TableImage(self.set).changes(from: before)
                #expect(changes.isEmpty, "\(outcome) changed \(changes)", sourceLocation: sourceLocation)
            }
            outcomes.append(outcome)
        }
        change(&self.set, &context)
        self.ids = context.ids
        self.finishBatch(context, sourceLocation)
        return outcomes
    }

    /// Events that the last batch wrote.
    var events: [AuditEvent] { Array(self.set.events.inserted) }
    /// The actions of these events, in order.
    var actions: [String] { self.set.events.inserted.map(\.action) }
    /// Transfers that the last batch wrote.
    var transfers: [Transfer] { Array(self.set.transfers.inserted) }

    /// Puts an empty account, unless it is there.
    func addAccount(_ ref: AccountRef) {
        guard self.set.accounts[ref] == nil else { return }
        self.lastAccount += 1
        self.set.accounts.load(Account(empty: ref, id: self.lastAccount))
    }

    private func startBatch(_ needs: Needs) {
        var fresh = WorkingSet()
        fresh.loadAll(self.set)
        fresh.head = self.head
        for page in needs.statementPages where fresh.periods[page.periodID]?.state == .closing {
            let agents = fresh.agents.rows.map(\.id).filter { $0 > page.after }.sorted().prefix(page.limit)
            fresh.statementAgents[page.periodID, default: []] += agents
        }
        self.set = fresh
    }

    private func finishBatch(_ context: Context, _ sourceLocation: SourceLocation) {
        let transfers = self.transfers.map(\.seq)
        let events = self.events.map(\.seq)
        #expect(transfers == Array(self.head.lastTransfer..<context.lastTransfer).map { $0 + 1 })
        #expect(events == Array(self.head.lastEvent..<context.lastEvent).map { $0 + 1 })
        self.head = ChainHead(
            one: 1,
            batch: context.batch,
            lastTransfer: context.lastTransfer,
            lastEvent: context.lastEvent,
            hash: []
        )
        for ledger in self.set.ledgers.rows {
            let accounts = self.set.accounts.rows.rows.filter { $0.ledgerID == ledger.id }
            let posted = accounts.reduce(0) { $0 + $1.creditsPosted - $1.debitsPosted }
            let pending = accounts.reduce(0) { $0 + $1.creditsPending - $1.debitsPending }
            #expect(posted == 0 && pending == 0, "ledger \(ledger.id)", sourceLocation: sourceLocation)
        }
    }
}
