import Telemetry

/// What of a client's address goes into a record.
///
/// - Important: On the event loop of its shard.
struct ClientAddressRule {
    /// `100::/64` (RFC 6666): no packet comes from there, so a hash in it is never taken for a client.
    private static let hashPrefix: UInt64 = 0x0100_0000_0000_0000
    private static let none = ClientKey(high: 0, low: 0)

    let mode: PrivacyPlan.ClientAddress
    /// The address hashed last: a connection sends many requests.
    private var hashed = Self.none
    private var hash = Self.none

    init(_ mode: PrivacyPlan.ClientAddress) { self.mode = mode }

    mutating func reduce(_ client: ClientKey, _ fingerprint: Fingerprint) -> ClientKey {
        switch self.mode {
        case .full: client
        case .none: Self.none
        case .net where client.isIPv4: ClientKey(high: 0, low: client.low & ~0xFF)
        case .net: ClientKey(high: client.high & ~0xFFFF, low: 0)
        case .hash: self.hash(of: client, fingerprint)
        }
    }

    /// Of the address's 16 bytes; none when there is no hash to be had.
    private mutating func hash(of client: ClientKey, _ fingerprint: Fingerprint) -> ClientKey {
        let isStale = fingerprint.hasNewKey
        if client == self.hashed, !isStale { return self.hash }
        var bytes = (client.high.bigEndian, client.low.bigEndian)
        guard let code = withUnsafeBytes(of: &bytes, { fingerprint.code(of: $0) }) else { return Self.none }
        self.hashed = client
        self.hash = ClientKey(high: Self.hashPrefix, low: code)
        return self.hash
    }
}
