/// A UUID as two numbers, so that it lies in registers and needs no Foundation.
///
/// The order is that of the 16 bytes, which is also that of PostgreSQL's `uuid` and of a `BLOB` in SQLite.
///
/// ```
/// byte   0 … 7   8 … 15
///        high    low       each big-endian
/// ```
package struct SQLUUID: Hashable, Sendable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// All zeros: stands for the platform and for jobs.
    package static let zero = Self(high: 0, low: 0)

    /// Reads exactly 16 bytes; nil for any other number of them.
    package init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        self.high = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        self.low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }

    /// Calls `body` with the 16 bytes, which are gone after it; does not allocate.
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let pair = (self.high.bigEndian, self.low.bigEndian)
        return try withUnsafePointer(to: pair) { start throws(Failure) in
            try body(UnsafeRawBufferPointer(start: start, count: 16))
        }
    }
}

extension SQLUUID: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}
