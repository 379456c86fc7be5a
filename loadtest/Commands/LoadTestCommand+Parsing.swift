import ArgumentParser

extension LoadTestCommand {
    /// Reads a command line without running it; for tests, which do not depend on ArgumentParser.
    ///
    /// - Parameter arguments: Without the program's name.
    /// - Returns: What `run` would carry out.
    /// - Throws: What would end the program; `code(of:)` gives its exit code.
    package static func plan(_ arguments: [String]) throws -> RunPlan {
        guard let command = try Self.parseAsRoot(arguments) as? RunCommand else {
            throw ValidationError("not a run: \(arguments)")
        }
        return try RunPlanBuilder.plan(command.options)
    }

    /// The exit code that an error gives.
    package static func code(of error: any Error) -> Int32 {
        Self.exitCode(for: error).rawValue
    }

    /// What `--help` prints.
    package static var helpText: String { Self.helpMessage() }
}
