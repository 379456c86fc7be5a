import Telemetry

/// What one sequencer counts: plain additions in its own pages, once per command and batch.
///
/// - Important: Recording is for the sequencer's thread alone.
struct SequencerMetrics {
    private let writer: MetricWriter
    private var commands: [String: CommandCounters]
    private let rejections: [Rejection.Code: Counter]
    private let replays: Counter
    private let commitDuration: Histogram
    private let batchCommands: Histogram
    private let transactions: [DatabaseTransactionLabel: Counter]
    private let gauges = EngineGauges()

    /// - Parameters:
    ///   - registry: Where the pages lie.
    ///   - queue: The queue whose depth is shown.
    init(_ registry: MetricRegistry, _ queue: CommandQueue) {
        let writer = registry.makeWriter()
        self.writer = writer
        for family in [
            Families.gatewayEngineTransactions, Families.gatewayEngineRejections, Families.gatewayEngineReplays,
            Families.gatewayDbTransactions,
        ] { registry.precreate(family) }
        let kinds = EngineCommandLabel.allCases.map { ($0.labelText, CommandCounters($0, writer)) }
        self.commands = Dictionary(uniqueKeysWithValues: kinds)
        let codes = EngineRejectionLabel.allCases.compactMap { label in
            Rejection.Code(rawValue: label.rawValue).map {
                ($0, writer.counter(Families.gatewayEngineRejections, .closed(label)))
            }
        }
        self.rejections = Dictionary(uniqueKeysWithValues: codes)
        self.replays = writer.counter(Families.gatewayEngineReplays)
        self.commitDuration = writer.histogram(Families.gatewayEngineCommitDuration)
        self.batchCommands = writer.histogram(Families.gatewayEngineBatchCommands)
        let results = DatabaseTransactionLabel.allCases.map {
            ($0, writer.counter(Families.gatewayDbTransactions, .closed($0)))
        }
        self.transactions = Dictionary(uniqueKeysWithValues: results)
        registry.set(Families.gatewayEngineQueueCapacity, .closed(EngineQueueLabel.commands), to: Double(queue.limit))
        registry.onGather { [weak queue, gauges] registry in
            let depth = Double(queue?.count ?? 0)
            registry.set(Families.gatewayEngineQueueDepth, .closed(EngineQueueLabel.commands), to: depth)
            gauges.export(to: registry)
        }
    }

    func began(_ count: Int) {
        self.batchCommands.record(UInt64(count))
        self.gauges.update { $0.inFlight = count }
    }

    func ended() { self.gauges.update { $0.inFlight = 0 } }

    /// A command has its answer, so many nanoseconds after it was submitted.
    mutating func answered(_ request: CommandRequest, _ answer: BatchMachine.Answer, nanoseconds: UInt64) {
        let kind = request.command.kind
        guard let counters = self.commands[kind] else { return }
        self.commands[kind]?.record(nanoseconds, self.writer)
        switch answer {
        case .success(.replayed): self.replays.add()
        case .success(.done): counters.count(.committed)
        case .success(.rejected(let rejection)):
            counters.count(rejection.status == 409 ? .conflict : .rejected)
            self.rejections[rejection.code]?.add()
        case .failure: counters.count(.aborted)
        }
    }

    /// A transaction was rolled back, or lost.
    func failed(_ error: StoreError) { self.transactions[DatabaseTransactionLabel(error)]?.add() }

    /// A transaction was committed.
    func committed(_ set: borrowing WorkingSet, nanoseconds: UInt64, now: Int64) {
        self.transactions[.commit]?.add()
        guard set.hasWrites, let head = set.head else { return }
        self.commitDuration.record(nanoseconds)
        for transfer in set.transfers.inserted {
            guard let event = CommissionEventLabel(transfer.code) else { continue }
            let ledger = LabelValue.index(Int(transfer.ledgerID))
            self.writer.counter(Families.gatewayEngineCommissionMinor, ledger, .closed(event))
                .add(UInt64(transfer.amount))
        }
        var balances: [EngineSnapshot.Balance: Int64] = [:]
        for account in set.accounts.rows.updated where account.kind.isPlatform {
            balances[EngineSnapshot.Balance(ledgerID: account.ledgerID, kind: account.kind)] = account.balance
        }
        self.gauges.update { snapshot in
            snapshot.lastCommit = now
            snapshot.chainBatch = head.batch
            snapshot.balances.merge(balances) { $1 }
        }
    }
}
