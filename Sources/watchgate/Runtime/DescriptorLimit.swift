import Foundation
import Synchronization

/// File descriptors: as many as the system lets us have, and connections to fit (security.md section 3).
enum DescriptorLimit {
    /// Kept for logs, stores and the admin listener.
    static let reserve = 64

    private static let clamped = Atomic<Int>(Int.max)

    /// What was left for clients at the start, and once more for connections to upstreams.
    static var connections: Int { self.clamped.load(ordering: .relaxed) }

    /// Raises the soft limit to the hard one.
    /// - Returns: The connection limit, lowered where two descriptors per connection (client and upstream) are not there.
    static func raise(for connections: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < UInt64(Int32.max)
        else {
            return connections
        }
        let room = max((Int(limit.rlim_cur) - self.reserve) / 2, 16)
        self.clamped.store(room, ordering: .relaxed)
        return min(connections, room)
    }
}
