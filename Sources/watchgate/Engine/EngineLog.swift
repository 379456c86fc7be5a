import EngineCore
import Logging

/// App records of what goes wrong inside the engine; nothing of what callers do.
struct EngineLog: Sendable {
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    /// Without `sealed`.
    var hooks: SequencerHooks {
        var hooks = SequencerHooks()
        let logger = self.logger
        hooks.poisoned = { request, failure in
            logger.error(
                "a command failed inside the engine",
                metadata: [
                    "command": "\(request.command.kind)", "request_id": "\(request.requestID)",
                    "reason": "\(failure.cause)",
                ]
            )
        }
        hooks.storeFailed = { error in
            logger.warning(
                "the engine's database failed",
                metadata: ["code": "\(error.code)", "reason": "\(error.cause)"]
            )
        }
        return hooks
    }
}
