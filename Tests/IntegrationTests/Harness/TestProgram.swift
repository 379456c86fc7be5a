import Foundation

/// The programs the tests run.
enum TestProgram {
    /// `watchgate`: the one WATCHGATE_BINARY names, else the one built beside the tests.
    static let watchgate: String = {
        if let path = ProcessInfo.processInfo.environment["WATCHGATE_BINARY"] { return path }
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (bundle as NSString).deletingLastPathComponent + "/watchgate"
    }()

    /// A program on the PATH.
    static func find(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// What a program printed and how it ended.
    struct Run: Sendable {
        let ending: ChildProcess.Ending?
        let output: String
        let messages: String

        var exitCode: Int32? {
            if case .exited(let code) = self.ending { code } else { nil }
        }
    }

    /// Runs a program to its end.
    static func run(
        _ path: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = "/dev/null",
        in folder: TemporaryFolder,
        within seconds: Double = Deadline.ordinary
    ) throws -> Run {
        let process = try ChildProcess(
            path,
            arguments,
            environment: environment,
            input: input,
            output: folder.file("stdout"),
            messages: folder.file("stderr")
        )
        let ending = process.wait(within: seconds)
        process.kill()
        return Run(ending: ending, output: folder.read("stdout"), messages: folder.read("stderr"))
    }
}
