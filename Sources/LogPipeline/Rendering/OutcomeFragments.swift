import Telemetry

/// The parts of an access line that depend on its outcome alone.
struct OutcomeFragments {
    /// From behind the timestamp to the opening quote of the message.
    var level: Fragment
    /// From behind `event.id` to the colon of `event.sequence`.
    var event: Fragment
    /// The level's place among all, `trace` is 0.
    var levelIndex: Int

    init(_ outcome: Outcome, in arena: FragmentArena) {
        let level =
            switch outcome.who {
            case .none: "info"
            case .client: "warn"
            case .gateway, .upstream, .engine, .database, .cache: "error"
            }
        let label: LevelLabel = level == "warn" ? .warning : level == "info" ? .info : .error
        self.levelIndex = LevelLabel.allCases.firstIndex(of: label) ?? 0
        self.level = arena.keep(#"","log.level":"\#(level)","message":""#)
        var text = #"","event.kind":"event","event.category":["web"],"event.type":["access"],"event.action":"request""#
        text += #","event.outcome":"\#(Self.result(outcome))""#
        if outcome != .success { text += #","event.reason":"\#(outcome.labelText)""# }
        text += #","event.dataset":"gateway.access","event.sequence":"#
        self.event = arena.keep(text)
    }

    /// `event.outcome`: unknown where the client, or the gateway itself, cannot know whether it was done.
    private static func result(_ outcome: Outcome) -> String {
        switch outcome {
        case .success: "success"
        case .clientClosed, .engineOutcomeUnknown: "unknown"
        default: "failure"
        }
    }
}
