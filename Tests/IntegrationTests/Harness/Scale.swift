import Foundation

/// Small numbers in every run; those of the acceptance criteria with WATCHGATE_FULL=1.
enum Scale {
    static let isFull = ProcessInfo.processInfo.environment["WATCHGATE_FULL"] == "1"

    static func count(_ usual: Int, full: Int) -> Int { Self.isFull ? full : usual }
}
