import Foundation
package import Testing

/// Compares a text with the file `Golden/NAME` beside the calling test file.
///
/// With `UPDATE_GOLDEN=1` in the environment the file is written instead, so a change shows as a diff in the commit.
/// Do not update files in a commit that also fixes something.
/// - Parameters:
///   - text: What the code under test made.
///   - name: The file's name, with extension; folders are made when it is written.
///   - file: The calling file: leave the default.
///   - location: Where a difference is reported: leave the default.
package func expectGolden(
    _ text: String,
    _ name: String,
    file: String = #filePath,
    location: SourceLocation = #_sourceLocation
) {
    let golden = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden/\(name)")
    do {
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            let folder = golden.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: golden)
            return
        }
        let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
        if text != expected {
            Issue.record("\(name): \(firstDifference(text, expected))", sourceLocation: location)
        }
    } catch {
        Issue.record("\(golden.path): \(error); UPDATE_GOLDEN=1 writes it", sourceLocation: location)
    }
}

/// Names the first line in which two texts differ.
func firstDifference(_ actual: String, _ expected: String) -> String {
    let actualLines = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(actualLines.count, expectedLines.count) {
        let actualLine = index < actualLines.count ? String(actualLines[index]) : "(no such line)"
        let expectedLine = index < expectedLines.count ? String(expectedLines[index]) : "(no such line)"
        if actualLine != expectedLine {
            return "line \(index + 1) is\n  \(actualLine)\nnot\n  \(expectedLine)"
        }
    }
    return "they are equal"
}
