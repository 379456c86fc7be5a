import LogPipeline
import Logging

extension AuditEvent {
    static let anchorAction = "audit.seal"

    /// A link of the engine's chain: `gateway.object.id` is the batch, `gateway.change.after_hash` its seal.
    static func anchor(batch: Int64, hash: String) -> AuditEvent {
        var event = AuditEvent(Self.anchorAction, message: "engine chain sealed", category: "database", type: "info")
        event.level = .info
        event.objectType = "batch"
        event.objectID = "\(batch)"
        event.change.afterHash = hash
        return event
    }
}
