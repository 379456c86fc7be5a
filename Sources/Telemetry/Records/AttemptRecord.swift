/// One attempt of a request, as its span needs it.
package struct AttemptRecord: BitwiseCopyable, Sendable {
    package var spanID: UInt64 = 0
    /// Nanoseconds since 1970 (UTC).
    package var startWallNanoseconds: Int64 = 0
    package var durationNanoseconds: UInt64 = 0
    /// The target's name (`host:port`).
    package var target: UInt32 = 0
    /// Where the duration's exemplar goes; 0: nowhere.
    package var series: UInt32 = 0
    /// The answer's status; 0 when there was none.
    package var status: UInt16 = 0
    package var bucket: UInt8 = 0
    package var outcome: UInt8 = 0
    /// The connection had served a request before.
    package var usedReusedConnection = false

    package init() {}
}
