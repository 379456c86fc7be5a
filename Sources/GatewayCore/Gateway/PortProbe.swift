import Glibc
import NIOCore

/// Finds out whether a port is free before it is shared among shards: with SO_REUSEPORT a second process would join in
/// unnoticed and take half of the connections.
enum PortProbe {
    /// - Throws: `IOError` with the reason of `bind`.
    static func check(host: String, port: Int) throws {
        guard port != 0 else { return }
        let address = try SocketAddress.makeAddressResolvingHost(host, port: port)
        let socket = Glibc.socket(address.protocol == .inet6 ? AF_INET6 : AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
        defer { close(socket) }
        var yes: CInt = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        let result = address.withSockAddr { pointer, size in Glibc.bind(socket, pointer, socklen_t(size)) }
        if result != 0 { throw IOError(errnoCode: errno, reason: "bind to \(host):\(port)") }
    }
}
