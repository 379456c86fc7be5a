import Glibc

/// The limits of a ``SpoolStream``.
package struct SpoolOptions: Sendable {
    /// A segment that is as large, or as old, gets a successor.
    package var segmentBytes = 16 * 1_048_576
    package var segmentNanoseconds: UInt64 = 60_000_000_000
    /// What is written is made durable after this time, or when it is so much.
    package var syncNanoseconds: UInt64 = 1_000_000_000
    package var syncBytes = 4 * 1_048_576
    /// A record counts only when it is durable, and one that cannot be made durable was never there.
    ///
    /// The newest segment stays even if every reader is done with it. In other spools records count when they are
    /// written, and are kept in memory until they are durable.
    package var isAudit = false
    /// Damaged segments kept aside.
    package var badFileLimit = 16
    /// Makes a descriptor's data durable; answers 0 or the error number.
    package var synchronize: @Sendable (_ descriptor: Int32) -> Int32 = { fdatasync($0) == 0 ? 0 : errno }

    package init() {}
}
