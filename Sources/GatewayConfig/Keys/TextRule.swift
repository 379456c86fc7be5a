import GatewayCore

/// What a text must look like.
package enum TextRule: Sendable, CaseIterable {
    case name, listenHost, routeHost, template, method, target, block, healthPath, fieldName, directory, file, receiver
    /// A header field, and a query parameter, whose values may be logged.
    case loggedHeader, queryName
    /// The name of one of the upstreams, of one of the rate-limit policies.
    case upstream, policy
    case storeURL, dataStreamPart, userName
    /// An IANA name.
    case timeZone

    /// A pattern for editors (JSON Schema): looser than `check`, never stricter; nil: any text.
    package var pattern: String? {
        switch self {
        case .name, .upstream, .policy: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
        case .template: "^/[^ ?#]*$"
        case .method: "^[A-Z][A-Z-]{0,23}$"
        case .target: "^(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+):[0-9]{1,5}$"
        case .block: "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$"
        case .healthPath: "^/[^ #]*$"
        case .fieldName, .loggedHeader: "^[A-Za-z0-9!#$%&'*+.^`|~-]+$"
        case .queryName: "^[^&=#? ]{1,64}$"
        case .listenHost, .routeHost: "^[^/ ]+$"
        case .receiver: "^https?://[^/ ?#@]+/[^ ?#]+$"
        case .storeURL: "^https?://[^ ?#@]+$"
        case .dataStreamPart: "^[a-z0-9][a-z0-9._]{0,99}$"
        case .userName: "^[!-9;-~]{1,128}$"
        case .timeZone: "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$"
        case .directory, .file: "^[^\\u0000-\\u001f\\u007f]+$"
        }
    }

    /// What to write, as an object: `a name such as orders`.
    var expectation: String {
        switch self {
        case .name: "a name such as orders"
        case .listenHost: "an address to listen on, such as 127.0.0.1 or ::"
        case .routeHost: "a host such as api.example.com"
        case .template: "a path template such as /v1/orders/{id}"
        case .method: "a method such as GET"
        case .target: "an address such as 127.0.0.1:9001"
        case .block: "a block such as 10.0.0.0/8"
        case .healthPath: "a path such as /health"
        case .fieldName: "the name of a header field"
        case .loggedHeader: "the name of a header field that carries no credential"
        case .queryName: "the name of a query parameter"
        case .directory: "the path of a folder"
        case .file: "the path of a file"
        case .receiver: "a URL such as http://127.0.0.1:4318/v1/traces"
        case .upstream: "the name of an upstream"
        case .policy: "the name of a policy"
        case .storeURL: "a URL such as https://logs.example.com:9200"
        case .dataStreamPart: "a name such as default"
        case .userName: "the name of a user"
        case .timeZone: "a time zone such as UTC or Europe/Berlin"
        }
    }
}
