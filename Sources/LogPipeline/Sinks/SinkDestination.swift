/// What a sink writes to.
///
/// Used by the sink's thread alone, outside every lock: it may block.
package protocol SinkDestination: AnyObject {
    /// How often `tick` is wanted, in nanoseconds; nil: never.
    var tickInterval: UInt64? { get }

    /// Makes ready to write.
    /// - Throws: When that cannot be; the caller names the file to the user.
    func open() throws(LogPipelineError)

    /// Writes the front of some lines, as far as it goes.
    ///
    /// - Parameters:
    ///   - lines: Whole lines, but for a first one that an earlier call may have begun.
    ///   - patience: How long it may wait for a reader, in nanoseconds.
    /// - Returns: How far it went, and what stopped it.
    func write(_ lines: UnsafeRawBufferPointer, patience: UInt64) -> SinkProgress

    /// Regular work: makes data durable, looks after files that others moved.
    func tick(now: UInt64)

    /// Makes what was written survive a loss of power, and waits for it.
    /// - Returns: 0, or the error number.
    func makeDurable() -> Int32

    func close()
}

extension SinkDestination {
    /// What the reader does with it is its own affair.
    package func makeDurable() -> Int32 { 0 }
}
