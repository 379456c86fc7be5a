import NIOCore
import NIOPosix

/// One connection of an ``OutboundClient``: writes a request, reads its response, tells when it cannot be used again.
///
/// - Important: On the event loop.
final class OutboundConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How an exchange ended.
    struct Ending {
        var result: Result<OutboundResponse, OutboundError>
        /// Nothing of a response was read: the server may never have seen the request.
        var isUntouched: Bool
    }

    private struct Exchange {
        var decoder: OutboundResponseDecoder
        var isWritten = false
        let completion: (Ending) -> Void
    }

    private var context: ChannelHandlerContext?
    private var exchange: Exchange?
    private var exchangeCount = 0
    /// The first cause of the connection's end.
    private var failure: OutboundError?
    private(set) var isOpen = true

    /// It has carried a request: the server may have closed it meanwhile.
    var isReused: Bool { self.exchangeCount > 1 }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// Sends a request; none may be in flight.
    func start(_ request: ByteBuffer, bodyLimit: Int, completion: @escaping (Ending) -> Void) {
        precondition(self.exchange == nil, "a request is in flight")
        self.exchange = Exchange(decoder: OutboundResponseDecoder(bodyLimit: bodyLimit), completion: completion)
        self.exchangeCount += 1
        guard let context = self.context, self.isOpen else {
            return self.finish(.failure(self.failure ?? OutboundError(.closed)))
        }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let number = self.exchangeCount
        context.writeAndFlush(self.wrapOutboundOut(request)).whenSuccess { bound.value.written(number) }
    }

    private func written(_ number: Int) {
        if number == self.exchangeCount { self.exchange?.isWritten = true }
    }

    /// Gives up what is in flight.
    func close(_ error: OutboundError) {
        self.failure = self.failure ?? error
        self.isOpen = false
        self.context?.close(promise: nil)
        self.finish(.failure(error))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = self.unwrapInboundIn(data)
        // Nobody asked: such a server cannot be trusted to answer the next request.
        guard self.exchange != nil else { return self.close(OutboundError(.protocolError, "bytes without a request")) }
        do throws(OutboundError) {
            var failure: OutboundError?
            let taken = buffer.withUnsafeReadableBytes { bytes in
                do throws(OutboundError) {
                    return try self.exchange!.decoder.read(bytes)  // checked above
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            buffer.moveReaderIndex(forwardBy: taken)
        } catch {
            return self.close(error)
        }
        guard let exchange = self.exchange, exchange.decoder.isComplete else { return }
        self.complete(exchange, hasRest: buffer.readableBytes > 0)
    }

    private func complete(_ exchange: Exchange, hasRest: Bool) {
        // An answer before the end of the request: the server will not read the rest.
        if hasRest || !exchange.isWritten || !exchange.decoder.keepsConnection {
            self.isOpen = false
            self.context?.close(promise: nil)
        }
        self.finish(.success(exchange.decoder.finish()))
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.isOpen = false
        if self.failure == nil, var exchange = self.exchange, exchange.decoder.end() {
            self.finish(.success(exchange.decoder.finish()))
        } else {
            self.finish(.failure(self.failure ?? OutboundError(.closed)))
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The end of the channel follows, and what was read before it may be a whole response.
        self.failure = self.failure ?? OutboundError(error)
        context.close(promise: nil)
    }

    private func finish(_ result: Result<OutboundResponse, OutboundError>) {
        guard let exchange = self.exchange else { return }
        self.exchange = nil
        exchange.completion(Ending(result: result, isUntouched: exchange.decoder.isUntouched))
    }
}

@available(*, unavailable) extension OutboundConnection: Sendable {}
