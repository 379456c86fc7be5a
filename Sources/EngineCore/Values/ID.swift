import SQLStore

/// A UUID of 16 bytes, ordered as its bytes are; new ones are UUIDv7 (RFC 9562 section 5.7) from an ``IDSource``.
public struct ID: Hashable, Comparable, Sendable {
    /// The first 8 bytes, big-endian.
    public let high: UInt64
    /// The last 8 bytes, big-endian.
    public let low: UInt64

    /// The value of these parts.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The nil UUID: owner of platform accounts and of the keys of jobs, actor of what the system does.
    public static let `nil` = ID(high: 0, low: 0)

    /// The order of the stored values.
    public static func < (left: ID, right: ID) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

extension ID: LosslessStringConvertible {
    /// - Parameter description: 36 characters, hex digits of either case with four hyphens; anything else gives nil.
    public init?(_ description: String) {
        guard let value = SQLUUID(description) else { return nil }
        self.init(high: value.high, low: value.low)
    }

    /// 36 characters, lower case.
    public var description: String { SQLUUID(high: self.high, low: self.low).description }
}
