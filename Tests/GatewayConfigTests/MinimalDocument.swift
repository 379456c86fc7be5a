import GatewayConfig

/// A small valid configuration as a tree, in which one key can be set by its path in the table.
struct MinimalDocument {
    indirect enum Node {
        case mapping([(String, Node)])
        case list([Node])
        case text(String)
    }

    private var root: Node = .mapping([
        ("upstreams", .mapping([("orders", .mapping([("targets", .list([.text("\"127.0.0.1:9001\"")]))]))])),
        (
            "rate_limit",
            .mapping([
                (
                    "policies",
                    .list([
                        .mapping([
                            ("name", .text("public")), ("key", .list([.text("client")])), ("limit", .text("1000000")),
                            ("per", .text("1s")), ("burst", .text("1000000")),
                        ])
                    ])
                )
            ])
        ),
        (
            "routes",
            .list([
                .mapping([
                    ("name", .text("all")), ("match", .mapping([("path", .text("\"/*\""))])),
                    ("upstream", .text("orders")), ("rate_limit", .list([.text("public")])),
                ])
            ])
        ),
    ])

    /// - Parameters:
    ///   - path: As in the table of keys; `<name>` is `orders`, `[]` the first entry.
    ///   - value: YAML.
    mutating func set(_ path: String, to value: String) {
        let parts = path.replacing("<name>", with: "orders").replacing("[]", with: ".[]").split(separator: ".")
        self.root = Self.replacing(self.root, parts.map(String.init)[...], .text(value))
    }

    /// As flow YAML.
    var text: String { Self.text(self.root) + "\n" }

    private static func replacing(_ node: Node, _ path: ArraySlice<String>, _ value: Node) -> Node {
        guard let first = path.first else { return value }
        if first == "[]" {
            var entries: [Node] = []
            if case .list(let given) = node { entries = given }
            // An address alone becomes a mapping, so that its weight can be set.
            if case .text(let address)? = entries.first, path.count > 1 {
                entries = [.mapping([("address", .text(address))])]
            }
            return .list([Self.replacing(entries.first ?? .mapping([]), path.dropFirst(), value)] + entries.dropFirst())
        }
        var members: [(String, Node)] = []
        if case .mapping(let given) = node { members = given }
        let old = members.first { $0.0 == first }?.1 ?? .mapping([])
        let new = Self.replacing(old, path.dropFirst(), value)
        if let index = members.firstIndex(where: { $0.0 == first }) {
            members[index].1 = new
        } else {
            members.append((first, new))
        }
        return .mapping(members)
    }

    private static func text(_ node: Node) -> String {
        switch node {
        case .mapping(let members): "{ " + members.map { "\($0.0): \(Self.text($0.1))" }.joined(separator: ", ") + " }"
        case .list(let entries): "[ " + entries.map(Self.text).joined(separator: ", ") + " ]"
        case .text(let text): text
        }
    }
}
