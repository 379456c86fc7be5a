import Foundation

/// Small numbers in every run; those of the acceptance criteria with WATCHGATE_FULL=1.
enum Scale {
    static let isFull = ProcessInfo.processInfo.environment["WATCHGATE_FULL"] == "1"

    static func count(_ usual: Int, full: Int) -> Int { Self.isFull ? full : usual }

    /// Lets this process have as many sockets as it may: the usual soft limit is 1024.
    static func raiseDescriptorLimit() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
