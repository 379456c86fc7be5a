/// Who is told what the sequencer does, on its thread; nobody may block there.
package struct SequencerHooks: Sendable {
    /// Called with the new link of the chain after each commit that wrote something.
    ///
    /// For the `audit.seal` record and to wake those
    /// who follow events.
    package var sealed: (@Sendable (BatchSeal) -> Void)?
    /// A command failed by our doing (`internal`), with the database's words: for a log record.
    package var poisoned: (@Sendable (CommandRequest, EngineFailure) -> Void)?
    /// The store threw: for a log record, at a level of the receiver's choice.
    package var storeFailed: (@Sendable (StoreError) -> Void)?

    package init() {}
}
