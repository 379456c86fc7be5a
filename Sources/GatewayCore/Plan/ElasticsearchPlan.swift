package import NIOCore

/// Where the `elasticsearch` sink delivers to, and how.
package struct ElasticsearchPlan: Sendable, Equatable {
    package var url: String
    package var namespace = "default"
    /// The folder in which records wait.
    package var spool: String
    package var spoolBytes = 1 << 30
    package var batchBytes = 5 * 1_048_576
    package var batchEvents = 5000
    package var linger = TimeAmount.seconds(1)
    package var username: String?
    package var passwordFile: String?
    package var apiKeyFile: String?
    package var caFile: String?
    /// From one canary to the next; nil: none is written.
    package var canary: TimeAmount?

    package init(url: String, spool: String) {
        self.url = url
        self.spool = spool
    }
}
