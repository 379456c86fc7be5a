/// Where a request to the admin listener goes.
enum AdminEndpoint {
    case answer(AdminResponse)
    case live
    case ready
    case metrics(Set<String>)

    static func route(_ request: AdminRequest) -> AdminEndpoint {
        let endpoint: AdminEndpoint
        switch request.path {
        case "/metrics": endpoint = .metrics(Self.names(in: request.query))
        case "/health/live": endpoint = .live
        case "/health/ready": endpoint = .ready
        default: return .answer(.problem(404, "There are /metrics, /health/live and /health/ready."))
        }
        guard request.method == .get || request.method == .head else {
            return .answer(.problem(405, "Only GET and HEAD are taken here.", allow: "GET, HEAD"))
        }
        return endpoint
    }

    /// `name[]=family`, as often as wanted; none means all.
    private static func names(in query: String) -> Set<String> {
        var names: Set<String> = []
        for part in query.split(separator: "&") {
            for key in ["name[]=", "name%5B%5D=", "name%5b%5d="] where part.hasPrefix(key) {
                names.insert(String(part.dropFirst(key.count)))
            }
        }
        return names
    }
}
