/// I14.
extension IntegrityRule {
    /// Deeper than any tree, so that a cycle ends and shows.
    private static let depthLimit = 1_000

    static let tree: [IntegrityRule] = [
        IntegrityRule(
            .treeClosure,
            "i14_tree_closure",
            """
            WITH RECURSIVE walk (descendant, ancestor, depth) AS (
              SELECT a.id, a.id, CAST(0 AS int4) FROM agent a
              UNION ALL
              SELECT w.descendant, a.parent_id, w.depth + 1 FROM walk w JOIN agent a ON a.id = w.ancestor
              WHERE a.parent_id IS NOT NULL AND w.depth < \(Self.depthLimit)
            )
            SELECT \(Self.id("w.descendant")), 'an ancestor is missing in the closure, or its depth is wrong' FROM walk w
            LEFT JOIN agent_closure c ON c.ancestor = w.ancestor AND c.descendant = w.descendant
            WHERE c.depth IS NULL OR c.depth <> w.depth
            UNION ALL
            SELECT \(Self.id("c.descendant")), 'the closure has an ancestor that the tree has not' FROM agent_closure c
            LEFT JOIN walk w ON w.ancestor = c.ancestor AND w.descendant = c.descendant WHERE w.depth IS NULL
            """
        )
    ]
}
