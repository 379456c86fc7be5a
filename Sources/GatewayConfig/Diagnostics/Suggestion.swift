/// "Did you mean": the nearest of some known words.
package enum Suggestion {
    /// The one word that begins like this, else the one with the fewest edits; nil when even that is too far away.
    ///
    /// Edits are insertions, deletions, substitutions and swaps of neighbours.
    package static func nearest(to word: String, in words: some Sequence<String>) -> String? {
        let wanted = Self.folded(word)
        if wanted.isEmpty || wanted.count > 64 { return nil }
        let longer = words.filter { wanted.count >= 3 && Self.folded($0).starts(with: wanted) }
        if longer.count == 1 { return longer[0] }
        var best: (word: String, distance: Int)?
        for candidate in words {
            let distance = Self.distance(wanted, Self.folded(candidate))
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(1, min(wanted.count, best.word.count) / 3) else { return nil }
        return best.word
    }

    /// Case and separators do not count: `bodyIdle` and `body-idle` are `body_idle`.
    private static func folded(_ word: String) -> [Character] {
        word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }.map { $0 }
    }

    /// Optimal string alignment distance.
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for row in 1..<max(left.count + 1, 1) {
            var current = [row] + Array(repeating: 0, count: right.count)
            for column in 1..<max(right.count + 1, 1) {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                var value = min(rows[row - 1][column] + 1, current[column - 1] + 1, rows[row - 1][column - 1] + cost)
                let isSwap =
                    row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1]
                if isSwap { value = min(value, rows[row - 2][column - 2] + 1) }
                current[column] = value
            }
            rows.append(current)
        }
        return rows[left.count][right.count]
    }
}
