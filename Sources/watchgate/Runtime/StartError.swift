import Foundation
import NIOCore

/// Why the gateway could not start, in words that say what to change.
struct StartError: Error, CustomStringConvertible {
    var description: String
    /// 77 where permission is missing, else 1.
    var exitCode: Int32

    /// Runs a bind and names key, holder and a free port when it fails.
    static func naming<Value>(
        _ key: String,
        _ host: String,
        _ port: Int,
        _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            let holder = PortHolder.find(port: port).map { ", held by process \($0.pid) (\($0.name))" } ?? ""
            let free = PortHolder.freePort(host: host).map { "; \($0) is free" } ?? ""
            throw StartError(
                description: "\(key).port: \(host):\(port) is in use\(holder); choose another\(free)",
                exitCode: 1
            )
        } catch let error as IOError where error.errnoCode == EACCES || error.errnoCode == EPERM {
            throw StartError(
                description: "\(key).port: no permission to listen on \(host):\(port); choose a port over 1023",
                exitCode: 77
            )
        } catch let error as IOError where error.errnoCode == EADDRNOTAVAIL {
            throw StartError(
                description: "\(key).host: \(host) is not an address of this machine; use 127.0.0.1 or 0.0.0.0",
                exitCode: 1
            )
        }
    }
}
