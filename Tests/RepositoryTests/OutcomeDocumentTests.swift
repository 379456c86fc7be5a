import Foundation
import Testing

/// `docs/operations/errors.md` against the one table in the code.
@Suite struct OutcomeDocumentTests {
    struct Row {
        var code: String
        var status: Int
        var title: String
        var isRetryable: Bool
    }

    @Test func everyCodeIsDocumentedAsTheTableHasIt() throws {
        let text = try Repository.text("docs/operations/errors.md")
        let rows = try Self.rows()
        #expect(rows.count >= 43)
        for row in rows {
            guard let section = Markdown.section(row.code, of: text) else {
                Issue.record("errors.md has no anchor \(row.code)")
                continue
            }
            let status = row.status == 0 ? "as the upstream sent it" : String(row.status)
            let retry = row.isRetryable ? "yes" : "no"
            let expected = "**Status** \(status) · **Title** \(row.title) · **Retryable** \(retry)"
            #expect(section.contains(expected), "\(row.code): expected the line \(expected)")
            #expect(section.contains("**Meaning.**"), "\(row.code)")
            #expect(section.contains("**What to do.**"), "\(row.code)")
        }
    }

    @Test func nothingElseIsDocumented() throws {
        let codes = Set(try Self.rows().map(\.code))
        let headings = Markdown(try Repository.text("docs/operations/errors.md")).headings
        for heading in headings where heading.level == 3 {
            #expect(codes.contains(heading.text), "\(heading.text) is not a code")
        }
    }

    /// The rows of the Swift table, read as text: this test depends on no module.
    private static func rows() throws -> [Row] {
        let table = try Repository.text("Sources/Telemetry/Labels/Outcome+Table.swift")
        let row = #/Row\(code: "(\w+)", status: (\d+), title: "([^"]+)"(, retryable: true)?\)/#
        return table.matches(of: row).map { match in
            Row(
                code: String(match.output.1),
                status: Int(match.output.2) ?? -1,
                title: String(match.output.3),
                isRetryable: match.output.4 != nil
            )
        }
    }
}
