import Foundation
import Testing

/// Package.swift: exact versions, and a test target for every target.
@Suite struct ManifestTests {
    @Test func versionsAreExact() throws {
        let manifest = try Repository.text("Package.swift")
        let packages = manifest.matches(of: #/git\("([\w./-]+)", "([^"]+)"\)/#)
        #expect(!packages.isEmpty)
        for package in packages {
            #expect(package.output.2.wholeMatch(of: #/\d+\.\d+\.\d+/#) != nil, "\(package.output.1)")
        }
        for call in manifest.matches(of: #/\.package\(url:[^)]*\)[^)]*\)?/#) {
            #expect(call.output.contains("exact:"), "\(call.output)")
        }
        for word in ["branch:", "revision:", "from:", ".upToNext", "..<", "\"..."] {
            #expect(!manifest.contains(word), "\(word)")
        }
    }

    @Test func everyDependencyIsNamedOnce() throws {
        let manifest = try Repository.text("Package.swift")
        let names = manifest.matches(of: #/git\("([\w./-]+)"/#).map { String($0.output.1) }
        #expect(names.count == Set(names).count)
    }

    @Test func dataBesideTestsIsNamed() throws {
        let manifest = try Repository.text("Package.swift")
        let pairs = manifest.matches(of: #/"(\w+Tests)": \[([^\]]*)\]/#).map { match in
            (String(match.output.1), match.output.2.matches(of: #/"([^"]+)"/#).map { String($0.output.1) })
        }
        let named = Dictionary(uniqueKeysWithValues: pairs)
        for file in Repository.files(under: "Tests") where !file.hasSuffix(".swift") {
            let parts = file.split(separator: "/", maxSplits: 2).map(String.init)
            guard parts.count == 3, parts[1].hasSuffix("Tests") else { continue }
            let isNamed = named[parts[1], default: []].contains { parts[2] == $0 || parts[2].hasPrefix($0 + "/") }
            #expect(isNamed, "\(file): name it in testData, or each build warns of it")
        }
    }

    @Test func everyModuleHasTests() {
        for module in Repository.modules() where !Repository.sources(of: module).isEmpty {
            #expect(!Repository.files(under: "Tests/\(module)Tests", suffix: ".swift").isEmpty, "\(module)")
        }
    }
}
