/// One phase of one migration that has not been applied.
package struct MigrationStep: Sendable, Hashable {
    package var number: Int32
    package var name: String
    /// From 1.
    package var phase: Int16

    package init(number: Int32, name: String, phase: Int16) {
        (self.number, self.name, self.phase) = (number, name, phase)
    }
}
