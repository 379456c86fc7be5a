import Foundation
import Testing

/// One type per file, named after it.
@Suite struct FileLayoutTests {
    /// A helper type may stand beside the one a file is named after; more than this and it is time to split.
    static let typesPerFile = 3
    /// Lines; the aim is 200.
    static let longestFile = 400

    /// A file that only adds to types of other modules is named after what it adds.
    @Test(arguments: Repository.modules())
    func aFileIsNamedAfterWhatItDeclares(module: String) throws {
        let files = try Repository.sources(of: module).map { ($0, Self.declarations(in: try Repository.text($0))) }
        let own = Set(files.flatMap { $0.1.types })
        for (file, declared) in files {
            let stem = URL(filePath: file).deletingPathExtension().lastPathComponent
            if let plus = stem.firstIndex(of: "+") {
                let type = String(stem[..<plus])
                let isExtended = declared.extended.contains { $0 == type || $0.hasPrefix(type + ".") }
                #expect(isExtended, "\(file) does not extend \(type)")
            } else if !declared.types.isEmpty || declared.extended.contains(where: own.contains) {
                let names = declared.types + declared.extended + declared.functions
                let isNamed = names.contains { $0.lowercased() == stem.lowercased() }
                #expect(isNamed, "\(file) declares \(names.joined(separator: ", ")), not \(stem)")
            }
            #expect(declared.types.count <= Self.typesPerFile, "\(file) declares \(declared.types)")
        }
    }

    @Test(arguments: Repository.modules())
    func filesStayShort(module: String) throws {
        for file in Repository.sources(of: module) {
            let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= Self.longestFile, "\(file) has \(lines) lines")
        }
    }

    struct Declarations {
        var types: [String] = []
        var extended: [String] = []
        var functions: [String] = []
    }

    /// What stands at the left margin, private types left out.
    static func declarations(in text: String) -> Declarations {
        let declaration =
            #/^(?:@\w+(?:\([^)]*\))?\s+)*((?:\w+(?:\(\w+\))?\s+)*?)(struct|class|enum|actor|protocol|typealias|extension|func)\s+([\w.\[\]]+)/#
        var found = Declarations()
        for line in text.split(separator: "\n") where line.first?.isLetter == true || line.hasPrefix("@") {
            guard let match = line.firstMatch(of: declaration) else { continue }
            let name = String(match.output.3)
            switch match.output.2 {
            case "extension": found.extended.append(name)
            case "func": found.functions.append(name)
            default:
                if !match.output.1.contains("private") { found.types.append(name) }
            }
        }
        return found
    }

    @Test func declarationsAreRead() {
        let text = """
            package struct First: ~Copyable {
                struct Inner {}
            }
            @available(*, unavailable) extension First: Sendable {}
            package final class Second {}
            private enum Third {}
            package func fourth(_ value: Int) {}
            """
        let found = Self.declarations(in: text)
        #expect(found.types == ["First", "Second"])
        #expect(found.extended == ["First"])
        #expect(found.functions == ["fourth"])
    }
}
