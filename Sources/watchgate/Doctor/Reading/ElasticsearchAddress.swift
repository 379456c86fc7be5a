import Foundation

/// Host and port of an Elasticsearch, out of a URL such as `http://127.0.0.1:9200`.
package struct ElasticsearchAddress: Sendable, Equatable {
    package var host: String
    package var port: Int
    package var isEncrypted: Bool

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
