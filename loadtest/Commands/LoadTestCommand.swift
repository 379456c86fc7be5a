package import ArgumentParser

/// The root command.
@main
package struct LoadTestCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "loadtest",
        abstract: "loadtest run http://127.0.0.1:8080/health --rate 2000/s",
        discussion: """
            Puts load on a service, says what was measured and whether the measurement can be believed: PASS, FAIL, or \
            INVALID when the generator was the limit.

            Exit codes: 0 PASS, 10 objective missed, 20 INVALID, 30 no success, 64 usage, 130 and 143 interrupted.
            """,
        version: LoadTestVersion.text,
        subcommands: [RunCommand.self]
    )

    package init() {}
}
