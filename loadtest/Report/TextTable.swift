/// Columns of text: the first one left-aligned, the others right-aligned.
package struct TextTable: Sendable {
    private var rows: [[String]]

    package init(header: [String]) {
        self.rows = [header]
    }

    package mutating func add(_ row: [String]) {
        self.rows.append(row)
    }

    /// One line per row, without blanks at the end.
    package var text: String {
        let count = self.rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            self.rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
        }
        return self.rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                line += column == 0 ? cell + padding : "  " + padding + cell
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    /// The same as a Markdown table.
    package var markdown: String {
        let lines = self.rows.map { "| \($0.joined(separator: " | ")) |\n" }
        let columns = self.rows[0].count
        let rule = "|---|" + String(repeating: "---:|", count: columns - 1) + "\n"
        return lines[0] + rule + lines.dropFirst().joined()
    }
}
