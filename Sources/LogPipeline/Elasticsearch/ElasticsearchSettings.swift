/// How records get to Elasticsearch: `logs.sinks.elasticsearch` of the configuration.
package struct ElasticsearchSettings: Sendable, Equatable {
    package var endpoint: OutboundEndpoint
    /// The last part of the data streams' names.
    package var namespace = "default"
    /// The most bytes of lines in one request, before compression.
    package var batchBytes = 5 * 1_048_576
    package var batchEvents = 5000
    /// How long records may wait for others to share a request with, in nanoseconds.
    package var linger: UInt64 = 1_000_000_000
    package var credentials = StoreCredentials.none
    /// Certificates to trust instead of the system's.
    package var caFile: String?
    /// For `dead/elasticsearch.jsonl`.
    package var deadLetterFolder: String
    /// From one canary to the next, in nanoseconds; nil: none is written.
    package var canaryInterval: UInt64?
    /// For one request, connecting included, in nanoseconds.
    package var timeout: UInt64 = 60_000_000_000

    package init(endpoint: OutboundEndpoint, deadLetterFolder: String) {
        self.endpoint = endpoint
        self.deadLetterFolder = deadLetterFolder
    }
}
