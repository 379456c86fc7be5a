import Foundation
import Testing

/// What documents promise about the tree.
@Suite struct DocumentTests {
    static let documents = Repository.files(under: "", suffix: ".md")

    @Test(arguments: Self.documents)
    func linksResolve(document: String) throws {
        let folder = URL(filePath: "/" + document).deletingLastPathComponent()
        let markdown = Markdown(try Repository.text(document))
        for link in markdown.links where !link.contains("://") && !link.hasPrefix("mailto:") {
            let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            var path = document
            if !parts[0].isEmpty {
                path = String(folder.appending(path: parts[0]).standardized.path.dropFirst())
                #expect(Repository.exists(path), "\(document): no file for \(link)")
            }
            if parts.count == 2, path.hasSuffix(".md"), Repository.exists(path) {
                let anchors = Markdown(try Repository.text(path)).anchors
                #expect(anchors.contains(parts[1]), "\(document): no anchor for \(link)")
            }
        }
    }

    @Test func theReadmeIsTheSameInBothLanguages() throws {
        let texts = try ["README.md", "README.zh-CN.md"].map { try Repository.text($0) }
        let (english, chinese) = (Markdown(texts[0]), Markdown(texts[1]))
        #expect(english.headings.map(\.level) == chinese.headings.map(\.level))
        #expect(english.blocks.map(\.language) == chinese.blocks.map(\.language))
        #expect(english.tableRows == chinese.tableRows)
        #expect(english.links.filter { $0.hasPrefix("docs/") } == chinese.links.filter { $0.hasPrefix("docs/") })
        for (index, pair) in zip(english.blocks, chinese.blocks).enumerated() {
            #expect(Self.commands(pair.0) == Self.commands(pair.1), "code block \(index + 1)")
        }
        let firstLines = texts.map { $0.prefix { $0 != "\n" } }
        #expect(firstLines[0].contains("README.zh-CN.md"))
        #expect(firstLines[1].contains("README.md"))
    }

    @Test func theChangelogIsThere() throws {
        let kinds: Set = ["Added", "Changed", "Fixed", "Security", "Performance"]
        let headings = Markdown(try Repository.text("CHANGELOG.md")).headings
        #expect(headings.contains { $0.level == 2 })
        for heading in headings where heading.level == 3 {
            #expect(kinds.contains(heading.text), "\(heading.text)")
        }
    }

    @Test func theLicenceIsWhole() throws {
        let text = try Repository.text("LICENSE")
        #expect(text.contains("Apache License\n") && text.contains("Version 2.0, January 2004"))
        #expect(text.contains("9. Accepting Warranty or Additional Liability"))
        #expect(text.contains("END OF TERMS AND CONDITIONS"))
    }

    @Test func everyDecisionHasItsParts() throws {
        let decisions = Repository.files(under: "docs/decisions", suffix: ".md")
        #expect(decisions.count >= 10)
        for (index, file) in decisions.enumerated() {
            let digits = String(index + 1)
            let number = String(repeating: "0", count: 4 - digits.count) + digits
            #expect(file.hasPrefix("docs/decisions/\(number)-"), "\(file): numbers run without a gap")
            let text = try Repository.text(file)
            let headings = Markdown(text).headings.map(\.text)
            #expect(headings.dropFirst() == ["Context", "Decision", "Consequences", "Alternatives"], "\(file)")
            #expect(text.contains("Status: "), "\(file) has no status")
        }
    }

    /// A block's lines without comments: what a reader would type or copy, the same in every language.
    private static func commands(_ block: Markdown.CodeBlock) -> [String] {
        block.text.split(separator: "\n").compactMap { line in
            let code = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            return code.isEmpty ? nil : code
        }
    }
}
