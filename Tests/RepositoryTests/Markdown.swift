import Foundation

/// As much of Markdown as these tests need: headings, anchors, links and fenced code blocks.
struct Markdown {
    struct Heading: Equatable {
        var level: Int
        var text: String
    }

    struct CodeBlock: Equatable {
        var language: String
        var text: String
    }

    private(set) var headings: [Heading] = []
    private(set) var blocks: [CodeBlock] = []
    /// Targets of links and pictures, in order.
    private(set) var links: [String] = []
    /// Rows of tables, their header included.
    private(set) var tableRows = 0
    /// What a link may name after `#`: the headings as GitHub spells them, and anchors written by hand.
    private(set) var anchors: Set<String> = []

    init(_ text: String) {
        var block: CodeBlock?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                if let open = block {
                    self.blocks.append(open)
                    block = nil
                } else {
                    block = CodeBlock(language: String(line.dropFirst(3)), text: "")
                }
            } else if block != nil {
                block?.text += line + "\n"
            } else {
                self.read(String(line))
            }
        }
    }

    private mutating func read(_ line: String) {
        if let match = line.firstMatch(of: #/^(#{1,6}) (.+)$/#) {
            let text = String(match.output.2)
            self.headings.append(Heading(level: match.output.1.count, text: text))
            self.anchors.insert(Self.anchor(of: text))
        }
        if line.hasPrefix("|") { self.tableRows += 1 }
        let prose = line.replacing(#/`[^`]*`/#, with: "")
        self.links += prose.matches(of: #/\]\(([^)\s]+)\)/#).map { String($0.output.1) }
        self.anchors.formUnion(prose.matches(of: #/<a id="([^"]+)">/#).map { String($0.output.1) })
    }

    /// A heading as GitHub makes an anchor of it: lower case, blanks to hyphens, punctuation gone.
    static func anchor(of heading: String) -> String {
        let kept = heading.lowercased().unicodeScalars.filter { scalar in
            scalar == " " || scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
                || scalar.properties.numericType != nil
        }
        return String(String.UnicodeScalarView(kept)).replacingOccurrences(of: " ", with: "-")
    }

    /// The text under a heading, up to the next one of the same or a higher level.
    static func section(_ name: String, of text: String) -> String? {
        var level: Int?
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let match = line.firstMatch(of: #/^(#{1,6}) (.+)$/#) {
                if let level, match.output.1.count <= level { break }
                if level == nil, match.output.2 == name {
                    level = match.output.1.count
                    continue
                }
            }
            if level != nil { lines.append(line) }
        }
        return level == nil ? nil : lines.joined(separator: "\n")
    }
}
