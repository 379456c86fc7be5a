/// Where a rate limit's state is kept.
package enum RateLimitBackendLabel: String, ClosedLabel {
    case local, redis

    package var labelText: String { self.rawValue }
}
