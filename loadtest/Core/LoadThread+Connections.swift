import NIOCore
import NIOPosix

extension LoadThread {
    func makeBootstrap() -> ClientBootstrap {
        ClientBootstrap(group: self.loop)
            .connectTimeout(self.plan.settings.timeout)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 4096, maximum: 65_536)
            )
            .channelInitializer { [unowned self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ConnectionHandler(thread: self, startedAt: .now()))
                }
            }
    }

    /// Opens as many connections as arrivals wait for one, within the limits.
    func openConnections() {
        guard !self.isConnecting, !self.isStopping, let bootstrap = self.bootstrap else { return }
        // A connect that fails at once comes back here; the flag turns that recursion into this loop.
        self.isConnecting = true
        defer { self.isConnecting = false }
        while self.connectingCount < min(self.waiting.count, self.freeSlots.count, Self.connectingLimit) {
            self.connectingCount += 1
            bootstrap.connect(to: self.plan.address).whenFailure { error in
                self.connectFailed(error, at: .now())
            }
        }
    }

    func connectionOpened(_ handler: ConnectionHandler, at now: NIODeadline) {
        self.activityCount &+= 1
        self.connectingCount -= 1
        guard !self.isFinished, let slot = self.freeSlots.popLast() else { return handler.abandon() }
        handler.slot = slot
        self.slots[slot] = handler
        self.openedCount += 1
        self.withPhase(now >= self.windowStart) { $0.latencies.connect.record(now - handler.startedAt) }
        self.connectionReady(handler, at: now)
    }

    /// Gives the connection to the arrival that has waited longest, or keeps it for the next one.
    func connectionReady(_ handler: ConnectionHandler, at now: NIODeadline) {
        if let arrival = self.waiting.popFirst() {
            handler.send(arrival, at: now)
        } else {
            handler.idleIndex = self.idle.count
            self.idle.append(handler)
        }
    }

    /// The connection is gone, whoever closed it; its request, if any, is dealt with after this.
    func connectionClosed(_ handler: ConnectionHandler) {
        self.activityCount &+= 1
        if handler.idleIndex >= 0 {
            self.idle.swapAt(handler.idleIndex, self.idle.count - 1)
            self.idle[handler.idleIndex].idleIndex = handler.idleIndex
            self.idle.removeLast()
            handler.idleIndex = -1
        }
        guard handler.slot >= 0 else { return }
        self.slots[handler.slot] = nil
        self.deadlines[handler.slot] = .distantFuture
        self.freeSlots.append(handler.slot)
        handler.slot = -1
        self.openConnections()
    }

    private func connectFailed(_ error: any Error, at now: NIODeadline) {
        self.connectingCount -= 1
        guard !self.isStopping else { return }
        let failure = ConnectFailure(error)
        switch failure.ownLimit {
        case .fileDescriptors: self.limits.fileDescriptors += 1
        case .ports: self.limits.ports += 1
        case .buffers: self.limits.buffers += 1
        case nil: break
        }
        guard let arrival = self.waiting.popFirst() else { return }
        if failure.errorClass == .connectTimeout {
            self.waitTimedOut(arrival, at: now)
            return self.openConnections()
        }
        if self.cursor == nil { self.restUser(at: now) }
        self.requestFailed(arrival, failure.errorClass, at: now, rests: true) { .init(text: "\(error)") }
        self.openConnections()
    }
}
