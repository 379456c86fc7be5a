/// One segment of the templates, in the flat trie.
///
///     nodes        [ root | v1 health | orders users | {} 7 ... ]   a node's literal children lie side by side, sorted
///     candidates   [ routes that end at a node ][ routes whose `*` stands there ] ...
///
/// The literal that leads to a node has the node's index in the table's literals.
struct RouteNode: Sendable {
    /// Literal children; indices of nodes.
    var literals: Range<Int> = 0..<0
    /// The child for `{name}`; 0 (the root, nobody's child): none.
    var parameter = 0
    /// Candidates whose template ends here.
    var ends: Range<Int> = 0..<0
    /// Candidates whose template has its `*` as a child of this node.
    var rests: Range<Int> = 0..<0
}

/// A route at the end of its template: what else must hold.
struct RouteCandidate: Sendable {
    /// Index into the table's hosts plus 1; 0: any.
    var host: Int
    /// The methods it takes.
    var methods: UInt64
    /// False: it takes any method.
    var listsMethods: Bool
    var route: Int
}
