/// One keep-alive connection: which request it carries and what its end means.
package struct ConnectionStateMachine: ~Copyable {
    package enum BytesAction: Equatable {
        case firstByte, more
        /// The peer spoke without being asked.
        case close
        case ignore
    }

    package enum ClosedAction: Equatable {
        case none
        /// The close is the proper end of the response.
        case complete
        case retry
        case fail(ErrorClass)
    }

    private enum State: ~Copyable {
        case idle(hasServed: Bool)  // can go to awaitingFirstByte, closed
        case awaitingFirstByte(isReused: Bool)  // can go to reading, closed
        case reading  // can go to idle, closed
        case closed
    }

    private var state: State

    private init(_ state: consuming State) { self.state = state }

    /// A connection that has just been opened.
    package init() { self.init(.idle(hasServed: false)) }

    /// - Returns: True when the connection has carried a request before.
    package mutating func requestSent() -> Bool {
        switch consume self.state {
        case .idle(let hasServed):
            self = .init(.awaitingFirstByte(isReused: hasServed))
            return hasServed
        case .awaitingFirstByte: preconditionFailure("requestSent while awaiting the first byte")
        case .reading: preconditionFailure("requestSent while reading")
        case .closed: preconditionFailure("requestSent on a closed connection")
        }
    }

    package mutating func bytesReceived() -> BytesAction {
        switch consume self.state {
        case .idle:
            self = .init(.closed)
            return .close
        case .awaitingFirstByte:
            self = .init(.reading)
            return .firstByte
        case .reading:
            self = .init(.reading)
            return .more
        case .closed:
            self = .init(.closed)
            return .ignore
        }
    }

    /// The response is complete; without `isReusable` the connection is to be closed.
    package mutating func responseCompleted(isReusable: Bool) {
        self = .init(isReusable ? .idle(hasServed: true) : .closed)
    }

    /// The connection is given up from our side.
    package mutating func abandoned() {
        self = .init(.closed)
    }

    /// - Returns: The class of the timeout; nil when no request is under way.
    package mutating func timedOut() -> ErrorClass? {
        switch consume self.state {
        case .idle(let hasServed):
            self = .init(.idle(hasServed: hasServed))
            return nil
        case .awaitingFirstByte:
            self = .init(.closed)
            return .ttfbTimeout
        case .reading:
            self = .init(.closed)
            return .bodyTimeout
        case .closed:
            self = .init(.closed)
            return nil
        }
    }

    /// The connection is gone.
    ///
    /// - Parameters:
    ///   - isReset: By an error, not by the peer's orderly close.
    ///   - endsBody: An orderly close ends the response that is being read.
    ///   - allowsRetry: The request may be sent a second time.
    /// - Returns: What becomes of the request.
    package mutating func closed(isReset: Bool, endsBody: Bool, allowsRetry: Bool) -> ClosedAction {
        switch consume self.state {
        case .idle:
            self = .init(.closed)
            return .none
        case .awaitingFirstByte(let isReused):
            self = .init(.closed)
            if isReused && allowsRetry { return .retry }
            return .fail(isReset ? .writeReset : .earlyClose)
        case .reading:
            self = .init(.closed)
            return endsBody && !isReset ? .complete : .fail(.earlyClose)
        case .closed:
            self = .init(.closed)
            return .none
        }
    }
}
