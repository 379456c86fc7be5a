import GatewayCore
import LogPipeline
import Logging

/// Puts the gateway's own actions on record.
struct RuntimeAudit: Sendable {
    let pipeline: LogPipeline
    let logger: Logger

    /// Must be on record before the plan is applied.
    /// - Throws: `AuditError`: do not apply it.
    func reloading(from before: String, to after: String) async throws {
        var event = AuditEvent(
            "configuration.reload",
            message: "configuration reload",
            category: "configuration",
            type: "change"
        )
        event.objectType = "configuration"
        event.objectID = "gateway"
        event.change.beforeHash = before
        event.change.afterHash = after
        try await self.pipeline.audit?.append(event)
    }

    func reloadRejected(_ reason: String, keeping hash: String) async {
        var event = AuditEvent(
            "configuration.reload",
            message: "configuration reload rejected",
            category: "configuration",
            type: "denied"
        )
        event.level = .warning
        event.isSuccess = false
        event.reason = reason
        event.objectType = "configuration"
        event.objectID = "gateway"
        event.change.beforeHash = hash
        await self.note(event)
    }

    func started(_ hash: String) async { await self.noteProcess("start", hash) }

    func stopping(_ hash: String) async { await self.noteProcess("end", hash) }

    private func noteProcess(_ type: String, _ hash: String) async {
        var event = AuditEvent("gateway.\(type)", message: "gateway \(type)", category: "process", type: type)
        event.objectType = "configuration"
        event.objectID = hash
        await self.note(event)
    }

    /// What has happened anyway: without a record it is said in the app stream.
    private func note(_ event: AuditEvent) async {
        do {
            try await self.pipeline.audit?.append(event)
        } catch {
            self.logger.critical(
                "an action is not on record",
                metadata: ["action": "\(event.action)", "reason": "\(error)"]
            )
        }
    }
}
