import ArgumentParser
import GatewayConfig

/// `watchgate version`.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Print the version, the revision it was built from and the Swift version.",
        discussion: """
            Examples:
              watchgate version
              watchgate version --json | jq -r .version
            """
    )

    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        if self.json {
            let members: [(String, JSONValue)] = [
                ("version", .text(BuildFacts.version)), ("revision", .text(BuildFacts.revision)),
                ("swift", .text(BuildFacts.swiftVersion)),
            ]
            print(JSONValue.object(members).text, terminator: "")
        } else {
            print("watchgate \(BuildFacts.version), revision \(BuildFacts.revision), Swift \(BuildFacts.swiftVersion)")
        }
    }
}
