import Foundation

/// Runs a program: PostgreSQL's clients, and hooks.
///
/// Passwords go by the environment, never in arguments, which everybody can read.
struct ClientProgram {
    let name: String
    /// Added to our own variables, less those that hold our secrets.
    let environment: [String: String]

    init(_ name: String, environment: [String: String] = [:]) {
        self.name = name
        self.environment = environment
    }

    /// Runs to the end; what it prints goes to stderr.
    ///
    /// - Throws: `StartError` 69 when there is no such program, 1 when it failed, with its last line.
    func run(_ arguments: [String]) throws(StartError) {
        let process = Process()
        if self.name.contains("/") {
            process.executableURL = URL(fileURLWithPath: self.name)
            process.arguments = arguments
        } else {
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [self.name] + arguments
        }
        var variables = ProcessInfo.processInfo.environment
        for secret in ["DATABASE_URL", "JWT_SECRET", "REDIS_URL"] { variables[secret] = nil }
        process.environment = variables.merging(self.environment) { $1 }
        let messages = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = messages
        process.standardError = messages
        do { try process.run() } catch {
            throw StartError(description: "\(self.name) cannot be run: \(error.localizedDescription)", exitCode: 69)
        }
        let output = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationReason == .exit, process.terminationStatus == 0 { return }
        if !self.name.contains("/"), process.terminationStatus == 127 {
            throw StartError(
                description: "\(self.name) is not installed; install postgresql-client",
                exitCode: 69
            )
        }
        let last = output.split(separator: "\n").last.map { ": \($0)" } ?? ""
        throw StartError(description: "\(self.name) failed with \(process.terminationStatus)\(last)", exitCode: 1)
    }
}
