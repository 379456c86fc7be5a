import Foundation

/// What a run of the `watchgate` binary gave.
struct CommandResult {
    var status: Int32
    var output: String
    var messages: String

    /// Runs the binary that was built beside the tests and waits for its end.
    ///
    /// - Parameters:
    ///   - arguments: Without the command's own name.
    ///   - folder: Its working directory.
    ///   - environment: All of its variables.
    /// - Returns: Its exit status and what it printed.
    /// - Throws: When the binary cannot be started.
    static func run(_ arguments: [String], folder: URL, environment: [String: String]) throws -> CommandResult {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "watchgate")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        // Files, not pipes: nobody has to read while the process writes.
        let names = ["output", "messages"].map { folder.appending(path: ".\($0)") }
        for name in names { try Data().write(to: name) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: names[0])
        process.standardError = try FileHandle(forWritingTo: names[1])
        try process.run()
        process.waitUntilExit()
        let texts = try names.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return CommandResult(status: process.terminationStatus, output: texts[0], messages: texts[1])
    }
}
