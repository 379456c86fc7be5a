package import NIOCore

/// Encrypts a channel with OpenSSL: the first handler of a pipeline, client or server.
///
/// What is written before the end of the handshake waits, up to a limit. A certificate that is not to be trusted, bytes
/// that are no TLS and a missing close_notify are fired as ``TLSError``, and the channel is closed.
/// - Important: On the event loop.
package final class TLSHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    private enum State { case handshaking, open, closed }

    /// What a client may write before the handshake: a whole request.
    package static let pendingLimit = 128 * 1_048_576
    /// A record holds at most so much (RFC 8446 section 5.1).
    private static let recordBytes = 16_384

    private let session: TLSSession
    private let handshakeTimeout: TimeAmount
    private let pendingLimit: Int
    private var state = State.handshaking
    private var timer: Scheduled<Void>?
    private var pending: MarkedCircularBuffer<(ByteBuffer, EventLoopPromise<Void>?)> = .init(initialCapacity: 4)
    private var pendingBytes = 0
    private var isClosing = false
    private var hasRead = false
    private var wantsRead = false

    /// - Parameters:
    ///   - context: Gives the role, certificates and what is trusted.
    ///   - host: A client's: the name or address that the certificate must be for.
    ///   - handshakeTimeout: From the channel's start to the end of the handshake.
    ///   - pendingLimit: Bytes that may wait for the handshake.
    /// - Throws: ``TLSError``.
    package init(
        _ context: TLSContext,
        host: String? = nil,
        handshakeTimeout: TimeAmount = .seconds(10),
        pendingLimit: Int = TLSHandler.pendingLimit
    ) throws(TLSError) {
        self.session = try TLSSession(context, host: host)
        self.handshakeTimeout = handshakeTimeout
        self.pendingLimit = pendingLimit
    }

    // MARK: Life

    package func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { self.begin(context) } }

    package func channelActive(context: ChannelHandlerContext) {
        self.begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard self.timer == nil, self.state == .handshaking else { return }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        self.timer = context.eventLoop.scheduleTask(in: self.handshakeTimeout) {
            let (handler, context) = bound.value
            if handler.state == .handshaking { handler.fail(TLSError(.handshakeTimedOut), context) }
        }
        self.proceed(context)
    }

    package func handlerRemoved(context: ChannelHandlerContext) { self.end() }

    package func channelInactive(context: ChannelHandlerContext) {
        let before = self.state
        self.end()
        switch before {
        case .handshaking: context.fireErrorCaught(TLSError(.handshakeFailed, "the connection was closed"))
        case .open where !self.isClosing: context.fireErrorCaught(TLSError(.truncated))
        case .open, .closed: break
        }
        context.fireChannelInactive()
    }

    /// No reference to the context may stay behind.
    private func end() {
        self.state = .closed
        self.timer?.cancel()
        self.timer = nil
        while let (_, promise) = self.pending.popFirst() { promise?.fail(ChannelError.ioOnClosedChannel) }
        self.pendingBytes = 0
    }

    private func fail(_ error: TLSError, _ context: ChannelHandlerContext) {
        guard self.state != .closed else { return }
        self.end()
        self.flushOutput(context)  // the alert that tells the peer why
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    // MARK: Reading

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard self.state != .closed else { return }
        let buffer = self.unwrapInboundIn(data)
        do throws(TLSError) {
            var failure: TLSError?
            buffer.withUnsafeReadableBytes { bytes in
                do throws(TLSError) { try self.session.receive(bytes) } catch { failure = error }
            }
            if let failure { throw failure }
        } catch {
            return self.fail(error, context)
        }
        self.proceed(context)
    }

    /// Goes as far as what came from the network allows.
    private func proceed(_ context: ChannelHandlerContext) {
        do throws(TLSError) {
            if self.state == .handshaking {
                let progress = try self.session.handshake()
                self.flushOutput(context)
                guard progress == .done else { return }
                self.state = .open
                self.timer?.cancel()
                let completion = TLSHandshakeCompletion(version: self.session.version, cipher: self.session.cipher)
                context.fireUserInboundEventTriggered(completion)
                try self.writePending(context)
                context.flush()
            }
            try self.readAll(context)
            self.flushOutput(context)
        } catch {
            self.fail(error, context)
        }
    }

    private func readAll(_ context: ChannelHandlerContext) throws(TLSError) {
        while self.state == .open {
            var buffer = context.channel.allocator.buffer(capacity: Self.recordBytes)
            switch try self.session.read(into: &buffer, limit: Self.recordBytes) {
            case .done:
                self.hasRead = true
                context.fireChannelRead(self.wrapInboundOut(buffer))
            case .needMore: return
            case .closed:
                self.isClosing = true
                self.session.close()
                self.flushOutput(context)
                return context.close(promise: nil)
            }
        }
    }

    package func channelReadComplete(context: ChannelHandlerContext) {
        // Half a record is nothing to those behind us, who wait for what they asked for.
        if self.wantsRead, !self.hasRead { context.read() } else { self.wantsRead = false }
        self.hasRead = false
        context.fireChannelReadComplete()
    }

    package func read(context: ChannelHandlerContext) {
        self.wantsRead = true
        context.read()
    }

    // MARK: Writing

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let buffer = self.unwrapOutboundIn(data)
        if self.state == .closed { return promise?.fail(ChannelError.ioOnClosedChannel) ?? () }
        if self.pendingBytes + buffer.readableBytes > self.pendingLimit {
            return promise?.fail(TLSError(.tooMuchPending)) ?? ()
        }
        self.pendingBytes += buffer.readableBytes
        self.pending.append((buffer, promise))
    }

    package func flush(context: ChannelHandlerContext) {
        self.pending.mark()
        guard self.state == .open else { return }
        do throws(TLSError) { try self.writePending(context) } catch { return self.fail(error, context) }
        context.flush()
    }

    private func writePending(_ context: ChannelHandlerContext) throws(TLSError) {
        while self.state == .open, self.pending.hasMark, let (buffer, promise) = self.pending.popFirst() {
            self.pendingBytes -= buffer.readableBytes
            var failure: TLSError?
            buffer.withUnsafeReadableBytes { bytes in
                var rest = bytes
                do throws(TLSError) {
                    while !rest.isEmpty { rest = .init(rebasing: rest[try self.session.write(rest)...]) }
                } catch { failure = error }
            }
            if let failure {
                promise?.fail(failure)
                throw failure
            }
            var output = context.channel.allocator.buffer(capacity: buffer.readableBytes + 1024)
            self.session.takeOutput(into: &output)
            context.write(self.wrapOutboundOut(output), promise: promise)
        }
    }

    private func flushOutput(_ context: ChannelHandlerContext) {
        var output = context.channel.allocator.buffer(capacity: 0)
        self.session.takeOutput(into: &output)
        if output.readableBytes > 0 { context.writeAndFlush(self.wrapOutboundOut(output), promise: nil) }
    }

    package func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .all, self.state == .open, !self.isClosing {
            self.isClosing = true
            self.session.close()
            self.flushOutput(context)
        }
        context.close(mode: mode, promise: promise)
    }
}

@available(*, unavailable) extension TLSHandler: Sendable {}
