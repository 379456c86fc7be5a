/// Whether the records that the gateway looks for at its log store are found there.
package enum CanaryCheck {
    private static let family = "log_pipeline_canary_total"

    package static func evaluate(_ figures: GatewayFigures) -> Finding {
        let count = { (result: String) in figures.value(Self.family, ["result": result]) ?? 0 }
        let (found, missing, unreadable) = (count("found"), count("missing"), count("unreadable"))
        if figures.value(Self.family) == nil { return .ok(.canaryFound, "this gateway writes no canaries") }
        if missing + unreadable == 0 {
            if found == 0 { return .ok(.canaryFound, "no canary has been looked for to its end yet") }
            let delay = figures.value("log_pipeline_canary_delay_seconds") ?? 0
            return .ok(.canaryFound, "all \(Int(found)) canaries were found, the last after \(Int(delay.rounded())) s")
        }
        let unhappy = "\(Int(missing)) were missing, \(Int(unreadable)) could not be looked up"
        let cause = "of the canaries \(Int(found)) were found, \(unhappy)"
        let fix =
            missing >= unreadable
            ? "Install the template of deploy/elk, and see whether records become dead letters."
            : "Give the sink's user or key the role watchgate-writer of deploy/elk, which reads the app stream."
        return found == 0 ? .failed(.canaryFound, cause, fix: fix) : .warning(.canaryFound, cause, fix: fix)
    }
}
