import Foundation

/// stderr is for messages, stdout for data (contract.md).
enum Console {
    /// Writes one message.
    static func message(_ text: String) {
        FileHandle.standardError.write(Data("watchgate: \(text)\n".utf8))
    }

    /// Lets a reader of a pipe see what was printed so far.
    static func flush() { fflush(nil) }

    /// Whether colours may be used in what people read.
    static var usesColor: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"].map(\.isEmpty) ?? true
    }
}
