import EngineCore

/// Money to be given back.
struct PlainRefund: Sendable {
    var order: ID
    var lines: [RefundedLine]
    var state = RefundState.requested
    var maker: ID
}
