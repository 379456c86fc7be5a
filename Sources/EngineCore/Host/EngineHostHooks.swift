/// Who is told what an engine and its jobs do.
package struct EngineHostHooks: Sendable {
    /// On the engine's thread: nobody may block there.
    package var sequencer = SequencerHooks()
    /// A job could not read; it is tried again.
    package var jobFailed: (@Sendable (Job, any Error) -> Void)?
    /// The WAL could not be moved into the file; it is tried again.
    package var checkpointFailed: (@Sendable (any Error) -> Void)?

    /// A read took longer than ``slowNanoseconds``, its wait for a connection included: its name and nanoseconds.
    package var slowRead: (@Sendable (_ name: String, _ nanoseconds: UInt64) -> Void)?
    package var slowNanoseconds: UInt64 = 500_000_000

    package init() {}
}
