import Foundation

/// A folder of its own for one process; removed with its owner, unless WATCHGATE_KEEP=1 asks to look at it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let parent = NSTemporaryDirectory().split(separator: "/").joined(separator: "/")
        var template = Array("/\(parent)/watchgate-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw HarnessError("no temporary folder: \(String(cString: strerror(errno)))")
        }
        self.path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        if ProcessInfo.processInfo.environment["WATCHGATE_KEEP"] == "1" { return }
        try? FileManager.default.removeItem(atPath: self.path)  // Left-overs in the temporary folder do no harm.
    }

    func file(_ name: String) -> String { "\(self.path)/\(name)" }

    func write(_ text: String, to name: String) throws {
        // In one step, so that a reader sees the old file or the new one.
        try text.write(toFile: self.file(name), atomically: true, encoding: .utf8)
    }

    /// - Returns: The bytes of a file; none when there is no file.
    func bytes(_ name: String) -> Data { FileManager.default.contents(atPath: self.file(name)) ?? Data() }

    func read(_ name: String) -> String { String(decoding: self.bytes(name), as: UTF8.self) }

    func names() -> [String] { ((try? FileManager.default.contentsOfDirectory(atPath: self.path)) ?? []).sorted() }
}
