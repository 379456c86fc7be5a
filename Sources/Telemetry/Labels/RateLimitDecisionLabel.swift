/// What a rate-limit policy answered.
@usableFromInline package enum RateLimitDecisionLabel: String, ClosedLabel {
    case allow
    case deny
    case shadowDeny = "shadow_deny"
    case failOpen = "fail_open"
    case failClosed = "fail_closed"

    package var labelText: String { self.rawValue }
}
