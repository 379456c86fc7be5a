import Telemetry

/// A registry in which every declared family has a child.
struct EveryFamily {
    let registry = MetricRegistry(names: NameTable())
    private let upstream: LabelValue
    private let target: LabelValue
    private let route: LabelValue
    private let policy: LabelValue

    init() {
        let names = self.registry.names
        self.upstream = .configured(names.intern("orders"))
        self.target = .configured(names.intern("127.0.0.1:9001"))
        self.route = .configured(names.intern("/v1/orders/{id}"))
        self.policy = .configured(names.intern("per-client"))
        self.fillCounters()
        self.fillGauges()
        self.fillHistograms()
        self.fillInfo()
        self.fillOwn()
    }

    private func fillCounters() {
        for family in [
            Families.gatewayRequestsRejected, Families.gatewayConnectionsOpened, Families.gatewayConnectionsClosed,
            Families.logPipelineEventsEmitted, Families.logPipelineEventsSampledOut,
            Families.logPipelineEventsSuppressed, Families.logPipelineEventsRecovered,
            Families.logPipelineEventsOffered, Families.logPipelineEventsDeadLettered,
            Families.logPipelineEventsFailureStore, Families.logPipelineRetries, Families.logPipelineCanary,
            Families.logPipelineSpoolSegmentsCorrupt, Families.logPipelineRequests,
            Families.logPipelineEventsDelivered, Families.logPipelineEventsDuplicates,
            Families.logPipelineEventsDropped, Families.logPipelineRedactions, Families.logPipelineTruncations,
            Families.metricsScrapes, Families.metricsScrapesCoalesced, Families.processCPU,
            Families.processNetworkReceive, Families.processNetworkTransmit, Families.processPressureStalled,
            Families.gatewayConfigReloads, Families.traceSpans, Families.traceExports, Families.traceSpansDropped,
            Families.gatewayEngineTransactions, Families.gatewayEngineRejections, Families.gatewayEngineReplays,
            Families.gatewayDbTransactions,
        ] { self.registry.precreate(family) }
        for family in [
            Families.gatewayUpstreamEjections, Families.gatewayUpstreamRetries,
            Families.gatewayUpstreamRetryBudgetExhausted, Families.gatewayUpstreamConnectFailures,
            Families.gatewayUpstreamTimeouts, Families.gatewayUpstreamPoolAcquired,
        ] { self.registry.precreate(family, self.upstream) }
        self.registry.precreate(Families.gatewayRouteRequests, self.route)
        self.registry.precreate(Families.gatewayUpstreamTargetRequests, self.upstream, self.target)
        self.registry.precreate(Families.gatewayRatelimitDecisions, self.policy)
        self.registry.precreate(Families.gatewayEngineCommissionMinor, .index(1))
    }

    private func fillGauges() {
        for family in [
            Families.gatewayRoutes, Families.gatewayReady, Families.gatewayConnectionsLimit, Families.processOpenFDs,
            Families.processMaxFDs, Families.processVirtualMemory, Families.processVirtualMemoryMax,
            Families.processResidentMemory, Families.processHeap, Families.processStartTime, Families.processThreads,
            Families.swiftMallocInUse, Families.gatewayConfigLastReloadSuccessful,
            Families.gatewayConfigLastReloadSuccessTimestamp, Families.logPipelineJournaldLimitEvents,
            Families.logPipelineJournaldLimitInterval, Families.gatewayMemoryLimit,
            Families.gatewayEngineTransactionsInFlight, Families.gatewayEngineLastCommitTimestamp,
            Families.gatewayEngineChainBatch, Families.gatewayEnginePendingHolds,
            Families.gatewayEngineOutboxPendingEvents, Families.gatewayEngineOutboxOldestTimestamp,
            Families.gatewayEngineUnreconciledItems, Families.gatewayEngineInvariantsLastCheckTimestamp,
        ] { self.registry.set(family, to: 1) }
        for family in [Families.gatewayFilesystemFree, Families.gatewayFilesystemSize] {
            self.registry.set(family, .closed(DiskPurposeLabel.log), to: 1)
        }
        for family in [
            Families.gatewayUpstreamUp, Families.gatewayUpstreamCircuitOpen,
            Families.gatewayUpstreamPoolPendingRequests,
        ] { self.registry.set(family, self.upstream, to: 1) }
        for family in [
            Families.logPipelineQueueEvents, Families.logPipelineQueue, Families.logPipelineQueueMax,
            Families.logPipelineLedgerImbalanceEvents, Families.logPipelineOldestPendingTimestamp,
            Families.logPipelineLastDeliveryTimestamp, Families.logPipelineSpool, Families.logPipelineSpoolMax,
        ] { self.registry.set(family, .closed(SinkLabel.file), to: 1.5) }
        for family in [
            Families.logPipelineRingUsedRatio, Families.nioEventloopQueuedTasks, Families.nioEventloopBusyRatio,
        ] { self.registry.set(family, .index(0), to: 0.5) }
        for family in [Families.gatewayEngineQueueDepth, Families.gatewayEngineQueueCapacity] {
            self.registry.set(family, .closed(EngineQueueLabel.commands), to: 1)
        }
        self.registry.set(
            Families.gatewayEngineLedgerBalanceMinor,
            .index(1),
            .closed(EngineAccountLabel.platformRevenue),
            to: 1
        )
        self.registry.set(Families.gatewayEngineInvariantViolations, .closed(EngineInvariantLabel.auditChain), to: 0)
        self.registry.set(Families.gatewayEngineDurabilityDegraded, .closed(DurabilityLabel.sqliteSynchronous), to: 1)
        let method = LabelValue.closed(MethodLabel.get)
        self.registry.set(Families.httpServerActiveRequests, method, .closed(SchemeLabel.http), to: 1)
        self.registry.set(Families.gatewayConnections, .closed(ConnectionStateLabel.idle), to: 1)
        self.registry.set(Families.gatewayUpstreamTargetUp, self.upstream, self.target, to: 1)
        self.registry.set(Families.gatewayUpstreamPoolConnections, self.upstream, .closed(PoolStateLabel.idle), to: 1)
        self.registry.set(Families.gatewayRatelimitTrackedKeys, self.policy, to: 1)
        self.registry.set(Families.logPipelineCanaryDelay, .closed(SinkLabel.elasticsearch), to: 1.5)
        self.registry.set(Families.logPipelineSinkState, .closed(SinkLabel.file), .closed(SinkStateLabel.ok), to: 1)
    }

    private func fillHistograms() {
        let writer = self.registry.makeWriter()
        let method = LabelValue.closed(MethodLabel.get)
        let server = writer.histogram(
            Families.httpServerRequestDuration,
            self.route,
            method,
            .status(502),
            .closed(SchemeLabel.http),
            .closed(ProtocolVersionLabel.http11),
            .closed(Outcome.upstreamReset)
        )
        server.record(1_234_567)
        if let slot = server.exemplarSlot(of: 1_234_567) {
            let exemplar = Exemplar(
                traceIDHigh: 1,
                traceIDLow: 2,
                spanID: 3,
                value: 1_234_567,
                wallNanoseconds: 1_772_366_401_500_000_000
            )
            self.registry.exemplars.store(exemplar, series: slot.series, bucket: slot.bucket)
        }
        writer.histogram(Families.logPipelineRequestDuration, .closed(SinkLabel.elasticsearch)).record(1_500_000)
        writer.histogram(Families.httpServerRequestBodySize, self.route, method).record(612)
        writer.histogram(Families.httpServerResponseBodySize, self.route, method).record(431)
        writer.histogram(Families.gatewayRequestPhaseDuration, .closed(Phase.upstream)).record(1)
        let backend = LabelValue.closed(RateLimitBackendLabel.local)
        writer.histogram(Families.gatewayRatelimitCheckDuration, self.policy, backend).record(1)
        writer.histogram(Families.logPipelineHandoff).record(1)
        writer.histogram(Families.logPipelineRender, .closed(StreamLabel.access)).record(1)
        writer.histogram(Families.nioEventloopLag, .index(0)).record(1)
        let command = LabelValue.closed(EngineCommandLabel.placeOrder)
        writer.histogram(Families.gatewayEngineTransactionDuration, command).record(1)
        writer.histogram(Families.gatewayEngineCommitDuration).record(1)
        writer.histogram(Families.gatewayEngineBatchCommands).record(1)
    }

    private func fillInfo() {
        self.registry.setInfo(Families.gatewayBuildInfo, ["1.0.0", "abcdef", "6.3.1"])
        self.registry.setInfo(Families.gatewayConfigInfo, ["0123"])
    }

    /// A first scrape measures itself; overflow needs a family that is full, expiry a name that goes away.
    private func fillOwn() {
        let names = self.registry.names
        let policy = names.intern("removed")
        self.registry.precreate(Families.gatewayRatelimitDecisions, .configured(policy))
        self.registry.setPresent([names.intern("per-client")], label: "policy")
        let writer = self.registry.makeWriter()
        for index in 0..<1_001 {
            let upstream = LabelValue.configured(self.registry.names.intern("upstream-\(index)"))
            writer.histogram(Families.httpClientRequestDuration, upstream, .none, .status(200), .none).record(1)
        }
        for _ in 0..<3 { _ = self.registry.render(.text004) }
    }
}
