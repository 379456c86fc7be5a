import Foundation
import GatewayConfig
import Testing

/// Whatever stands in the file: no trap, and every error has its place in it.
///
/// `WATCHGATE_SEED` repeats a failed run.
@Suite struct MutationTests {
    @Test(.timeLimit(.minutes(15))) func damagedFilesAreReportedAndNeverTrap() throws {
        let given = ProcessInfo.processInfo.environment["WATCHGATE_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("MutationTests: WATCHGATE_SEED=\(seed)")
        var generator = SeededGenerator(state: seed)
        let broken = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/broken.yaml")
        let texts = [try ExampleTests.text("watchgate.example.yaml"), try String(contentsOf: broken, encoding: .utf8)]
        let tokens: [Character] = [
            "{", "}", "[", "]", ":", ",", "\"", "'", "\n", " ", "-", "*", "&", "#", "~", "\t", "é", "0", "%", "|", "!",
            "?",
        ]
        for round in 0..<240 {
            var characters = Array(texts[round % 2])
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<characters.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: characters.remove(at: index)
                case 1: characters.insert(tokens.randomElement(using: &generator) ?? "x", at: index)
                case 2: characters[index] = tokens.randomElement(using: &generator) ?? "x"
                default:
                    let end = min(characters.count, index + Int.random(in: 1...40, using: &generator))
                    characters.insert(contentsOf: characters[index..<end], at: index)
                }
            }
            let text = String(characters)
            let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.count
            let diagnostics = Sample.diagnostics(text)
            for item in diagnostics.items {
                guard case .position(let line, let column, let length) = item.place else { continue }
                #expect((1...lines + 1).contains(line) && column >= 1 && length >= 1, "seed \(seed), round \(round)")
            }
            #expect(
                diagnostics.items.map(\.place) == diagnostics.items.map(\.place).sorted(),
                "seed \(seed), round \(round)"
            )
            _ = diagnostics.text()
        }
    }
}
