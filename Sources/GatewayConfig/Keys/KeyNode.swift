/// The table of keys as a tree: what may stand at one place of the file.
struct KeyNode: Sendable {
    /// The key's own name, `<name>` or `[]`; empty for the root.
    let name: String
    let row: ConfigurationKey?
    /// Keys of a mapping, in the table's order.
    let children: [KeyNode]
    /// At most one: what every name of a mapping, or every entry of a list, holds.
    let element: [KeyNode]

    init(rows: [ConfigurationKey]) { self.init("", rows.map { ($0.components[...], $0) }) }

    private init(_ name: String, _ rows: [(rest: ArraySlice<String>, row: ConfigurationKey)]) {
        var order: [String] = []
        var groups: [String: [(ArraySlice<String>, ConfigurationKey)]] = [:]
        for (rest, row) in rows {
            guard let first = rest.first else { continue }
            if groups[first] == nil { order.append(first) }
            groups[first, default: []].append((rest.dropFirst(), row))
        }
        let nodes = order.map { KeyNode($0, groups[$0] ?? []) }
        self.name = name
        self.row = rows.first { $0.rest.isEmpty }?.row
        self.children = nodes.filter { !["[]", "<name>"].contains($0.name) }
        self.element = nodes.filter { ["[]", "<name>"].contains($0.name) }
    }

    /// Places that have no row of their own are objects.
    var kind: ValueKind { self.row?.kind ?? .object }
}
