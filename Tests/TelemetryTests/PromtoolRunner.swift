import Foundation

/// Runs Prometheus' own check over a text.
enum PromtoolRunner {
    /// The program, when it is on the PATH.
    static let path: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/promtool" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// What `promtool check metrics` has to say about a text in format 0.0.4: nothing, if all is well.
    static func check(_ text: [UInt8]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "watchgate-\(UUID().uuidString).prom")
        try Data(text).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // a leftover in the temporary folder does no harm
        let process = Process()
        process.executableURL = URL(filePath: Self.path ?? "promtool")
        process.arguments = ["check", "metrics"]
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: said, as: UTF8.self) + (process.terminationStatus == 0 ? "" : "exit status not 0")
    }
}
