import Foundation
import Synchronization

/// Ports that nobody listens on, below the range from which the kernel takes ports for connections.
enum FreePort {
    private static let range = 15_000..<32_000
    private static let next = Mutex(Int.random(in: range))

    /// A port that is free at the moment; each call gives another one.
    static func find() throws -> Int {
        for _ in Self.range {
            let port = Self.next.withLock { next in
                next = next + 1 < Self.range.upperBound ? next + 1 : Self.range.lowerBound
                return next
            }
            // Closed again at once: whoever needs the port binds it next.
            if (try? Socket.listen(port: port)) != nil { return port }
        }
        throw HarnessError("no port is free")
    }
}
