/// The bounds of a registry's memory.
package struct RegistryLimits: Sendable {
    /// Label sets in all; a histogram's is one.
    package var children = 10_000
    /// Slot memory: pages as if every writer recorded into every one, and the blocks of histograms that exist.
    ///
    /// When it is used up, new label sets collapse, and values that need a new block keep only their classic bucket.
    package var bytes = 24 * 1_048_576

    package init() {}
}
