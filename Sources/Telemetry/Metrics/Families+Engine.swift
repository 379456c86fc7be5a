/// Commands of the engine, their batches and their queue.
extension Families {
    package static let gatewayEngineTransactions = CounterFamily(
        "gateway_engine_transactions_total",
        labels: [.closed("kind", EngineCommandLabel.self), .closed("result", EngineResultLabel.self)],
        help: "Commands by kind and how they ended, without repeated ones."
    )
    package static let gatewayEngineRejections = CounterFamily(
        "gateway_engine_rejections_total",
        labels: [.closed("code", EngineRejectionLabel.self)],
        help: "Commands that a rule of the business refused, by engine code."
    )
    package static let gatewayEngineReplays = CounterFamily(
        "gateway_engine_replays_total",
        help: "Commands answered from the outcome stored under their key."
    )
    package static let gatewayEngineTransactionDuration = HistogramFamily(
        "gateway_engine_transaction_duration_seconds",
        unit: .seconds,
        buckets: Buckets.engine,
        labels: [.closed("kind", EngineCommandLabel.self)],
        exemplars: true,
        help: "Time of a command from submission to its answer, queueing included."
    )
    package static let gatewayEngineCommitDuration = HistogramFamily(
        "gateway_engine_commit_duration_seconds",
        unit: .seconds,
        buckets: Buckets.fast,
        help: "Time from writing a batch to its being durable."
    )
    package static let gatewayEngineBatchCommands = HistogramFamily(
        "gateway_engine_batch_commands",
        unit: .none,
        buckets: Buckets.batch,
        help: "Commands in one batch."
    )
    package static let gatewayEngineQueueDepth = GaugeFamily(
        "gateway_engine_queue_depth",
        labels: [.closed("queue", EngineQueueLabel.self)],
        help: "What waits for admission to the engine or to a password hash."
    )
    package static let gatewayEngineQueueCapacity = GaugeFamily(
        "gateway_engine_queue_capacity",
        labels: [.closed("queue", EngineQueueLabel.self)],
        help: "The most that may wait; more is refused."
    )
    package static let gatewayEngineTransactionsInFlight = GaugeFamily(
        "gateway_engine_transactions_in_flight",
        help: "Commands of the batch that runs now."
    )
    package static let gatewayEngineLastCommitTimestamp = GaugeFamily(
        "gateway_engine_last_commit_timestamp_seconds",
        unit: .seconds,
        help: "When the last batch became durable."
    )
    package static let gatewayEngineChainBatch = GaugeFamily(
        "gateway_engine_chain_batch",
        help: "Number of the newest batch in the audit chain, as this process wrote it."
    )
    package static let gatewayDbTransactions = CounterFamily(
        "gateway_db_transactions_total",
        labels: [.closed("result", DatabaseTransactionLabel.self)],
        help: "Database transactions of the engine by how they ended; all but commit are run again."
    )

    static let engine: [FamilyDescriptor] = [
        gatewayEngineTransactions.descriptor, gatewayEngineRejections.descriptor, gatewayEngineReplays.descriptor,
        gatewayEngineTransactionDuration.descriptor, gatewayEngineCommitDuration.descriptor,
        gatewayEngineBatchCommands.descriptor, gatewayEngineQueueDepth.descriptor,
        gatewayEngineQueueCapacity.descriptor, gatewayEngineTransactionsInFlight.descriptor,
        gatewayEngineLastCommitTimestamp.descriptor, gatewayEngineChainBatch.descriptor,
        gatewayDbTransactions.descriptor,
    ]
}
