import Foundation
import LogPipeline
import Testing

/// `deploy/journald/watchgate.catalog` explains every `MESSAGE_ID`.
@Suite struct JournalCatalogTests {
    private static let root = URL(filePath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
    private static let catalog = "\(Self.root)/deploy/journald/watchgate.catalog"

    @Test func everyKindIsExplainedOnce() throws {
        let text = try String(contentsOfFile: Self.catalog, encoding: .utf8)
        let ids = text.matches(of: #/\n-- ([0-9a-f]{32})\nSubject: .+\nDefined-By: Watchgate\n\n\w/#).map {
            String($0.output.1)
        }
        #expect(ids == JournalRecordKind.allCases.map { "\($0.messageID)" })
        #expect(Set(ids).count == ids.count)
    }

    /// A kind is known by its message: one that the code words anew would lose it.
    @Test func everyMessageStandsInTheCode() throws {
        var code = ""
        let own = ["App", "Sinks", "Pipeline", "Rings"]
        for folder in own.map({ "LogPipeline/\($0)" }) + ["watchgate/Runtime"] {
            let path = "\(Self.root)/Sources/\(folder)"
            for name in try FileManager.default.contentsOfDirectory(atPath: path) {
                code += try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
            }
        }
        for (text, _) in JournalRecordKind.messages { #expect(code.contains("\"\(text)\""), "\(text)") }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/journalctl"), "needs journalctl"))
    func journalctlTakesTheCatalog() throws {
        let folder = try TemporaryFolder()
        let target = folder.file("usr/lib/systemd/catalog")
        try NamespaceThread.run(
            """
            mkdir -p '\(target)' '\(folder.file("var/lib/systemd/catalog"))'
            cp '\(Self.catalog)' '\(target)'
            journalctl --root='\(folder.path)' --update-catalog
            journalctl --root='\(folder.path)' --list-catalog >'\(folder.file("list"))'
            """
        )
        let list = String(decoding: try folder.data("list"), as: UTF8.self)
        #expect(list.split(separator: "\n").count == JournalRecordKind.allCases.count)
    }
}
