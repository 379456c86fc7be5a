/// The bounds of a registry's memory.
package struct RegistryLimits: Sendable {
    /// Label sets in all; a histogram's is one.
    package var children = 10_000
    /// Label sets of a family that declares no limit and takes values from outside.
    package var familyChildren = 500
    /// Slot memory: pages as if every writer recorded into every one, and the blocks of histograms that exist.
    ///
    /// When it is used up, new label sets collapse, and values that need a new block keep only their classic bucket.
    package var bytes = 24 * 1_048_576

    /// Children without change are hidden after this time, in milliseconds.
    package var idleMilliseconds: UInt64 = 3_600_000

    package init() {}
}
