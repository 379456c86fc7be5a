import NIOCore

/// The one handler of a connection: bytes in, bytes out; what they mean is decided by the machine and the decoder.
///
/// - Important: Everything happens on the event loop of its `LoadThread`.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let thread: LoadThread
    private var machine = ConnectionStateMachine()
    private var decoder = ResponseDecoder()
    /// This connection's own copy of the request, so that the trace id is patched in place.
    private var request: ByteBuffer
    private let body: ByteBuffer?
    private let traceOffset: Int?
    private let isHeadRequest: Bool
    private let identifiers: TraceIdentifiers
    private var context: ChannelHandlerContext?
    private var failure: (any Error)?
    let startedAt: NIODeadline
    /// Its place in the thread's table; -1 before and after.
    var slot = -1
    /// Its place among the idle connections; -1 when it is not idle.
    var idleIndex = -1
    private(set) var arrival = Arrival(index: 0, intended: .now(), takenUp: .now(), isMeasured: false)
    private(set) var sentAt = NIODeadline.now()
    private(set) var firstByteAt = NIODeadline.now()
    /// The status of the response that has been read last.
    var status: Int { self.decoder.head.status }

    init(thread: LoadThread, startedAt: NIODeadline) {
        let template = thread.plan.request
        self.thread = thread
        self.startedAt = startedAt
        self.request = ByteBuffer(buffer: template.head)
        self.body = template.body
        self.traceOffset = template.traceOffset
        self.isHeadRequest = template.isHead
        self.identifiers = thread.plan.identifiers
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        self.thread.connectionOpened(self, at: .now())
    }

    /// Writes the request: one write, or two and one flush when the body is large.
    func send(_ arrival: Arrival, at now: NIODeadline) {
        guard let context = self.context else { preconditionFailure("send on a removed handler") }
        self.arrival = arrival
        self.sentAt = now
        self.decoder.reset(isHeadRequest: self.isHeadRequest)
        if let offset = self.traceOffset {
            self.request.withUnsafeMutableReadableBytes { bytes in
                guard let start = bytes.baseAddress else { return }
                self.identifiers.write(index: arrival.index, to: start + offset)
            }
        }
        self.thread.requestSent(self, isReused: self.machine.requestSent())
        if let body = self.body {
            context.write(Self.wrapOutboundOut(self.request), promise: nil)
            context.writeAndFlush(Self.wrapOutboundOut(body), promise: nil)
        } else {
            context.writeAndFlush(Self.wrapOutboundOut(self.request), promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = NIODeadline.now()
        let buffer = Self.unwrapInboundIn(data)
        self.thread.bytesReceived(buffer.readableBytes, self)
        switch self.machine.bytesReceived() {
        case .firstByte: self.firstByteAt = now
        case .more: break
        case .close: return context.close(promise: nil)
        case .ignore: return
        }
        switch buffer.withUnsafeReadableBytes({ self.decoder.decode($0) }) {
        case .needMore: break
        case .complete(let isReusable):
            self.machine.responseCompleted(isReusable: isReusable)
            if !isReusable { context.close(promise: nil) }
            self.thread.responseCompleted(self, isReusable: isReusable, at: now)
        case .failed(let error):
            self.machine.abandoned()
            context.close(promise: nil)
            self.thread.requestFailed(self.arrival, .protocol, at: now) { self.example(error.text) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.failure = self.failure ?? error
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        let isReset = self.failure != nil
        let endsBody = self.decoder.inputClosed()
        let allowsRetry = self.thread.plan.request.allowsRetry && !self.arrival.hasRetried
        let action = self.machine.closed(isReset: isReset, endsBody: endsBody, allowsRetry: allowsRetry)
        self.thread.connectionClosed(self)
        switch action {
        case .none: break
        case .complete: self.thread.responseCompleted(self, isReusable: false, at: now)
        case .retry: self.thread.requestRetried(self.arrival, at: now)
        case .fail(let errorClass):
            self.thread.requestFailed(self.arrival, errorClass, at: now) {
                self.example(self.failure.map { "\($0)" } ?? "the target closed the connection")
            }
        }
    }

    /// The request has taken its whole time.
    func timeoutReached(at now: NIODeadline) {
        guard let errorClass = self.machine.timedOut() else { return }
        self.context?.close(promise: nil)
        self.thread.requestTimedOut(self, errorClass, at: now)
    }

    /// Closes the connection without an outcome for its request.
    func abandon() {
        self.machine.abandoned()
        self.context?.close(promise: nil)
    }

    /// One failure in full, for the report.
    func example(_ text: String) -> ErrorEntry.Example {
        ErrorEntry.Example(
            text: text,
            requestID: self.firstByteAt >= self.sentAt ? self.decoder.head.requestID : nil,
            traceID: self.traceOffset == nil ? nil : self.identifiers.traceID(index: self.arrival.index)
        )
    }
}

@available(*, unavailable)
extension ConnectionHandler: Sendable {}
