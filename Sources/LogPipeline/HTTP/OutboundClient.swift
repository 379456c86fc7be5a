package import NIOCore
import NIOPosix
package import TLS

/// Sends requests to one server over HTTP/1.1, one at a time, over a connection that is kept between them.
///
/// Follows no redirect and repeats nothing, but for one case: a kept connection that the server closes before any byte
/// of an answer is replaced once, since the server may close it at any moment (RFC 9112 section 9.3.1). Send only what
/// may arrive twice.
package final class OutboundClient: Sendable {
    private struct Job {
        let request: ByteBuffer
        let bodyLimit: Int
        let promise: EventLoopPromise<OutboundResponse>
        let deadline: NIODeadline
        var timer: Scheduled<Void>?
        var isSecondTry = false
    }

    /// On the loop only.
    private struct State {
        var connection: OutboundConnection?
        var job: Job?
        var jobNumber = 0
        var isClosed = false
    }

    package let endpoint: OutboundEndpoint
    private let userAgent: String
    private let connectTimeout: TimeAmount
    private let tls: TLSContext?
    private let loop: any EventLoop
    private let state: NIOLoopBoundBox<State>

    /// - Parameters:
    ///   - endpoint: Where to send to.
    ///   - userAgent: Says who sends: `watchgate/VERSION`.
    ///   - loop: Does the I/O: never one that serves requests.
    ///   - tls: For an endpoint that is secure: what is trusted.
    ///   - connectTimeout: For the connection, and again for the handshake, in nanoseconds.
    package init(
        endpoint: OutboundEndpoint,
        userAgent: String,
        loop: any EventLoop,
        tls: TLSContext? = nil,
        connectTimeout: UInt64 = 5_000_000_000
    ) {
        self.endpoint = endpoint
        self.userAgent = userAgent
        self.connectTimeout = .nanoseconds(Int64(connectTimeout))
        self.tls = tls
        self.loop = loop
        self.state = .makeBoxSendingValue(State(), eventLoop: loop)
    }

    /// Sends a request; any thread.
    ///
    /// - Returns: The answer, whatever its status; fails with ``OutboundError``.
    /// - Important: One at a time: wait for the answer before the next.
    package func send(_ request: OutboundRequest) -> EventLoopFuture<OutboundResponse> {
        // Compression takes its time: on the caller's thread, not on the loop.
        let bytes = ByteBuffer(bytes: request.serialized(to: self.endpoint, userAgent: self.userAgent))
        let promise = self.loop.makePromise(of: OutboundResponse.self)
        let timeout = TimeAmount.nanoseconds(Int64(clamping: request.timeout))
        let bodyLimit = request.bodyLimit
        self.loop.execute {
            self.begin(
                Job(request: bytes, bodyLimit: bodyLimit, promise: promise, deadline: .now() + timeout)
            )
        }
        return promise.futureResult
    }

    /// Sends a request and waits for the answer; blocks a thread that may.
    ///
    /// - Throws: When there is no whole answer in time; the request may have been carried out.
    package func sendAndWait(_ request: OutboundRequest) throws(OutboundError) -> OutboundResponse {
        do {
            return try self.send(request).wait()
        } catch {
            throw OutboundError(error)
        }
    }

    /// Closes the connection; what is in flight fails with `shutDown`, and so does what comes later.
    package func close() {
        self.loop.execute {
            self.state.value.isClosed = true
            self.state.value.connection?.close(OutboundError(.shutDown))
            self.state.value.connection = nil
            self.finish(.failure(OutboundError(.shutDown)))
        }
    }

    // MARK: On the loop

    private func begin(_ job: Job) {
        if self.state.value.isClosed { return job.promise.fail(OutboundError(.shutDown)) }
        precondition(self.state.value.job == nil, "a request to \(self.endpoint.authority) is in flight")
        self.state.value.jobNumber += 1
        self.state.value.job = job
        self.state.value.job?.timer = self.loop.scheduleTask(deadline: job.deadline) { self.timedOut() }
        self.perform()
    }

    private func perform() {
        guard let job = self.state.value.job else { return }
        guard let connection = self.state.value.connection, connection.isOpen else { return self.connect(job) }
        connection.start(job.request, bodyLimit: job.bodyLimit) { self.ended($0, of: connection) }
    }

    private func ended(_ ending: OutboundConnection.Ending, of connection: OutboundConnection) {
        if !connection.isOpen { self.state.value.connection = nil }
        if case .failure(let error) = ending.result, error.code == .closed, ending.isUntouched, connection.isReused,
            self.state.value.job?.isSecondTry == false
        {
            self.state.value.job?.isSecondTry = true
            return self.perform()
        }
        self.finish(ending.result)
    }

    private func connect(_ job: Job) {
        let number = self.state.value.jobNumber
        ClientBootstrap(group: self.loop)
            .connectTimeout(min(self.connectTimeout, job.deadline - .now()))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in channel.eventLoop.makeCompletedFuture { try self.initialize(channel) } }
            .connect(host: self.endpoint.host, port: self.endpoint.port)
            .hop(to: self.loop)
            .whenComplete { self.connected($0, for: number) }
    }

    /// A secure endpoint without a context is refused: nothing may go out in the clear by mistake.
    private func initialize(_ channel: any Channel) throws {
        if self.endpoint.isSecure {
            guard let tls = self.tls else { throw TLSError(.handshakeFailed, "nothing is trusted") }
            let handler = try TLSHandler(tls, host: self.endpoint.host, handshakeTimeout: self.connectTimeout)
            try channel.pipeline.syncOperations.addHandler(handler)
        }
        try channel.pipeline.syncOperations.addHandler(OutboundConnection())
    }

    private func connected(_ result: Result<any Channel, any Error>, for number: Int) {
        let isWanted = self.state.value.job != nil && self.state.value.jobNumber == number
        switch result {
        case .success(let channel) where isWanted:
            do {
                let connection = try channel.pipeline.syncOperations.handler(type: OutboundConnection.self)
                self.state.value.connection = connection
                self.perform()
            } catch {
                // Closed in the same moment: its handlers are gone.
                self.finish(.failure(OutboundError(.closed)))
            }
        case .success(let channel): channel.close(promise: nil)
        case .failure(let error): if isWanted { self.finish(.failure(OutboundError(error))) }
        }
    }

    private func timedOut() {
        let connection = self.state.value.connection
        self.state.value.connection = nil
        self.finish(.failure(OutboundError(.timedOut)))
        connection?.close(OutboundError(.timedOut))
    }

    private func finish(_ result: Result<OutboundResponse, OutboundError>) {
        guard let job = self.state.value.job else { return }
        self.state.value.job = nil
        job.timer?.cancel()
        job.promise.completeWith(result.mapError { $0 })
    }
}
