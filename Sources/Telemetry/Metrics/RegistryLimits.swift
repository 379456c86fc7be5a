/// The bounds of a registry's memory.
package struct RegistryLimits: Sendable {
    /// Label sets in all; a histogram's is one.
    package var children = 10_000
    /// Slot memory, if every writer recorded into every page.
    package var bytes = 24 * 1_048_576

    package init() {}
}
