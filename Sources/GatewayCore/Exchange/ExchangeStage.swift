/// Where a client connection is.
package enum ExchangeStage: Equatable, CaseIterable {
    /// Between requests; no byte of the next one has come.
    case idle
    /// Some bytes of a head have come.
    case head
    /// The head is read; a connection to the upstream is being opened or waited for.
    case waiting
    /// A failed attempt is tried again in a moment.
    case backoff
    /// The request is being sent, or was sent; the response has not begun.
    case sending
    /// The response is on its way.
    case responding
    /// The response is written; its last bytes are not yet with the kernel.
    case flushing
    /// The response is done; the rest of the request's body is thrown away.
    case discarding
    /// Our side of the connection is closed; input is thrown away so that the answer arrives.
    case lingering
    case closed
}
