import Foundation
import LogPipeline

/// Where an Elasticsearch answers.
package struct ElasticsearchAddress: Sendable, Equatable {
    package var host: String
    package var port: Int
    package var isEncrypted: Bool
    /// What stands before every target: empty, or a path without a slash at its end.
    package var path = ""
    /// Certificates to trust instead of the system's.
    package var caFile: String?

    /// As the configuration of the sink has it.
    init(_ endpoint: OutboundEndpoint, caFile: String?) {
        (self.host, self.port, self.isEncrypted) = (endpoint.host, endpoint.port, endpoint.isSecure)
        (self.path, self.caFile) = (endpoint.path, caFile)
    }

    var endpoint: OutboundEndpoint {
        OutboundEndpoint(isSecure: self.isEncrypted, host: self.host, port: self.port, path: self.path)
    }

    /// Reads a URL such as `http://127.0.0.1:9200`.
    ///
    /// Nil when the text is no http or https URL, or has more than scheme, host and port.
    package init?(_ text: String) {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            parts.scheme == "http" || parts.scheme == "https", parts.path.isEmpty || parts.path == "/",
            parts.user == nil, parts.query == nil, parts.fragment == nil
        else { return nil }
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        self.isEncrypted = parts.scheme == "https"
        self.port = parts.port ?? 9200
    }
}
