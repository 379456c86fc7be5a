package import NIOCore
import Synchronization
package import Telemetry

/// One target as all shards see it: its health and the address its name has at the moment.
package final class SharedTarget: Sendable {
    package let health: TargetHealth
    package let label: ConfiguredLabel
    package let host: String
    package let port: Int
    /// Hash of the address, for rendezvous hashing.
    package let identity: UInt64
    private let resolved = Mutex<SocketAddress?>(nil)

    package init(_ target: UpstreamPlan.Target, label: ConfiguredLabel) {
        self.health = TargetHealth(address: target.address)
        self.label = label
        self.host = target.host
        self.port = target.port
        self.identity = FNV1a.hash(target.address.utf8)
        self.resolved.withLock { $0 = try? SocketAddress(ipAddress: target.host, port: target.port) }
    }

    /// Whether the host is a name, not an address.
    package var needsResolution: Bool { (try? SocketAddress(ipAddress: self.host, port: self.port)) == nil }

    /// Where to connect; nil while the name has never been resolved.
    package var address: SocketAddress? { self.resolved.withLock { $0 } }

    /// Asks the resolver.
    ///
    /// Blocks: never on an event loop. A failure keeps the last good address.
    package func resolve() {
        guard self.needsResolution else { return }
        guard let address = try? SocketAddress.makeAddressResolvingHost(self.host, port: self.port) else { return }
        let key = ClientKey(address)
        if AddressBlock.refusesTarget(high: key.high, low: key.low) { return }
        self.resolved.withLock { $0 = address }
    }
}
