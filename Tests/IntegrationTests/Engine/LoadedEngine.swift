import Foundation
import TestKit

/// A process that commits at full speed and writes down what was acknowledged.
final class LoadedEngine: Sendable {
    static let program: String = (TestProgram.watchgate as NSString).deletingLastPathComponent + "/engine-load"

    let process: ChildProcess
    private let acknowledged: String
    private let messages: String

    /// - Parameters:
    ///   - store: As `engine-load --store` takes it.
    ///   - folder: Where its files go.
    ///   - name: Of its files.
    ///   - more: Further arguments.
    /// - Throws: `HarnessError` when it cannot be started.
    init(_ store: String, in folder: TemporaryFolder, name: String, _ more: [String]) throws {
        self.acknowledged = folder.file("\(name).keys")
        self.messages = folder.file("\(name).stderr")
        let arguments = ["--store", store, "--accounts", "50", "--clients", "200", "--acknowledged", self.acknowledged]
        self.process = try ChildProcess(
            Self.program,
            arguments + more,
            output: folder.file("\(name).stdout"),
            messages: self.messages
        )
    }

    /// The keys it wrote down so far, whole lines only.
    func keys() -> [String] {
        let text = (try? String(contentsOfFile: self.acknowledged, encoding: .utf8)) ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// What it said.
    var complaint: String { (try? String(contentsOfFile: self.messages, encoding: .utf8)) ?? "" }
}
