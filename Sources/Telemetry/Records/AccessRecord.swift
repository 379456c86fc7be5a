/// The fixed part of one access record, written into a ring as it lies in memory, followed by its texts.
///
/// Layout of a record: this struct (`MemoryLayout<AccessRecord>.size` bytes), then the texts in the order of
/// ``TextLengths`` without separators. Trivial on purpose: writing one is a copy, and no reference is counted.
/// Texts are raw bytes of the peer, at most the caps of telemetry.md section 5 plus one byte each (so that the renderer
/// sees that a text was longer and marks it as cut).
@usableFromInline package struct AccessRecord: BitwiseCopyable, Sendable {
    /// Lengths in bytes of the texts that follow, in this order.
    @usableFromInline package struct TextLengths: BitwiseCopyable, Sendable {
        package var path: UInt16 = 0
        /// The names of the query joined by `&`: values never lie in a ring.
        package var query: UInt16 = 0
        package var host: UInt16 = 0
        package var userAgent: UInt16 = 0
        /// Origin and path; of a private route's request the origin alone.
        package var referrer: UInt16 = 0
        /// The method's bytes, only when `method` is `other`.
        package var method: UInt16 = 0
        /// A request id kept from a trusted proxy; empty: `requestID` is the id.
        package var requestID: UInt16 = 0
        /// `address code` of each earlier attempt, separated by a newline.
        package var failedAttempts: UInt16 = 0
        /// Scheme and fingerprint of a credential: `bearer 1f0c9a31`.
        package var credential: UInt16 = 0
        /// The listed header fields, as ``NamedTexts``.
        package var headers: UInt16 = 0
        /// The listed query values, as ``NamedTexts``.
        package var queryValues: UInt16 = 0
        /// Behind the texts, only of a kept trace: its ``TraceRecord`` and the records of its attempts.
        package var trace: UInt16 = 0

        package init() {}

        package var total: Int {
            let front = Int(self.path) + Int(self.query) + Int(self.host) + Int(self.userAgent)
            let middle = Int(self.referrer) + Int(self.method) + Int(self.requestID) + Int(self.failedAttempts)
            let back = Int(self.credential) + Int(self.headers) + Int(self.queryValues) + Int(self.trace)
            return front + middle + back
        }
    }

    /// Which facts hold.
    @usableFromInline package struct Flags: OptionSet, BitwiseCopyable, Sendable {
        // Inlined into the renderer: unspecialised set algebra shows in its profile.
        @usableFromInline package var rawValue: UInt8
        @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }
        @inlinable package mutating func insert(_ member: Flags) {
            self = Flags(rawValue: self.rawValue | member.rawValue)
        }
        @inlinable package func contains(_ member: Flags) -> Bool {
            self.rawValue & member.rawValue == member.rawValue
        }
        /// The route is private: the template is logged instead of the path, and no query names.
        @inlinable package static var isPrivate: Flags { Flags(rawValue: 1) }
        /// The upstream connection had served a request before.
        @inlinable package static var upstreamReused: Flags { Flags(rawValue: 2) }
        /// The client's address is IPv6.
        @inlinable package static var isIPv6: Flags { Flags(rawValue: 4) }
        /// A rate-limit policy was asked; `rateLimitDenied` says with which result.
        @inlinable package static var rateLimitChecked: Flags { Flags(rawValue: 8) }
        @inlinable package static var rateLimitDenied: Flags { Flags(rawValue: 16) }
        /// The policy is in shadow mode: denied, but admitted.
        @inlinable package static var rateLimitShadow: Flags { Flags(rawValue: 32) }
        /// A head was read, so target and version are known.
        @inlinable package static var hasHead: Flags { Flags(rawValue: 64) }
        /// It stands for 1 / rate records, most of which were left out.
        @inlinable package static var isSampled: Flags { Flags(rawValue: 128) }
    }

    /// When the first byte of the head came, nanoseconds since 1970 (UTC).
    package var startWallNanoseconds: Int64 = 0
    /// From the first byte of the head to the last byte given to the socket; the sum of `phases`.
    package var durationNanoseconds: UInt64 = 0
    /// Counts from 1 per (boot, shard, stream); a dropped record uses up its number.
    package var sequence: UInt64 = 0
    package var traceIDHigh: UInt64 = 0
    package var traceIDLow: UInt64 = 0
    package var spanID: UInt64 = 0
    /// Written as 16 hex digits, unless a text stands in its place.
    package var requestID: UInt64 = 0
    /// Head and body as read from the socket.
    package var requestBytes: UInt64 = 0
    package var requestBodyBytes: UInt64 = 0
    package var responseBytes: UInt64 = 0
    package var responseBodyBytes: UInt64 = 0
    /// Nanoseconds per phase, indexed by `Phase.rawValue`.
    package var phases = InlineArray<14, UInt64>(repeating: 0)
    /// 16 bytes, network order; IPv4 in the first four.
    package var clientAddressHigh: UInt64 = 0
    package var clientAddressLow: UInt64 = 0
    package var route: UInt32 = NameTable.unmatched.id
    package var upstream: UInt32 = 0
    /// The name of the last target tried (`host:port`); 0 when none was.
    package var target: UInt32 = 0
    package var rateLimitPolicy: UInt32 = 0
    /// The status sent, 499 when none could be, 0 never.
    package var status: UInt16 = 0
    /// The status of the last attempt's answer; 0 when there was none.
    package var upstreamStatus: UInt16 = 0
    package var clientPort: UInt16 = 0
    package var outcome: UInt8 = 0
    package var method: UInt8 = MethodLabel.other.rawValue
    /// 10 or 11; 0 when no head was read.
    package var httpVersion: UInt8 = 0
    package var shard: UInt8 = 0
    package var attempts: UInt8 = 0
    package var flags: Flags = []
    /// What was kept out of it.
    package var redactions = RedactionSet()
    package var texts = TextLengths()

    package init() {}

    /// Makes an empty record where it is to lie: initializing with `AccessRecord()` makes it elsewhere and copies it.
    ///
    /// - Parameter room: Room for one, aligned to 8 bytes.
    /// - Returns: `room`.
    package static func make(at room: UnsafeMutableRawPointer) -> UnsafeMutablePointer<AccessRecord> {
        room.initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<AccessRecord>.size)
        let record = room.bindMemory(to: AccessRecord.self, capacity: 1)
        record.pointee.route = NameTable.unmatched.id
        record.pointee.method = MethodLabel.other.rawValue
        return record
    }
}
