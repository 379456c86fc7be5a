import EngineCore

/// What waits for a second admin.
struct PlainApproval: Sendable {
    var action: ApprovalAction
    var maker: ID
    var created: Int64
    var state = ApprovalState.open
    var command: Command
    /// The text that a second admin sees and sends back.
    var payload: String
}
