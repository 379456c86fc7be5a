import Foundation
import Testing

/// The entry points that people and machines call by name.
@Suite struct ScriptTests {
    @Test(arguments: [".ci/run", "scripts/demo", "scripts/test", "scripts/check", "scripts/bench"])
    func entryPointsCanBeRun(script: String) throws {
        #expect(Repository.isExecutable(script))
        let lines = try Repository.text(script).split(separator: "\n")
        #expect(lines.first == "#!/usr/bin/env bash")
        #expect(lines.contains("set -euo pipefail"))
    }

    @Test func everyScriptIsAnEntryPointOrSupport() {
        let names = Repository.files(under: "scripts").filter { !$0.hasPrefix("scripts/support/") }
        #expect(names == ["scripts/bench", "scripts/check", "scripts/demo", "scripts/test"])
    }

    @Test(arguments: ["scripts/test", "scripts/bench", "scripts/demo"])
    func nothingIsInstalledGlobally(script: String) throws {
        let text = try Repository.text(script) + Repository.text("scripts/support/common.sh")
        for line in text.split(separator: "\n") where line.contains("pip install") {
            #expect(line.contains("--target .build/python"), "\(line)")
        }
    }
}
