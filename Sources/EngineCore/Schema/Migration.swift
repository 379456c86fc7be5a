/// One numbered change of the schema, in one or more phases: first expand, a release later contract.
///
/// A phase is one transaction. Its statements are embedded in the program and never change after a release; a later
/// release may only add a phase.
package struct Migration: Sendable {
    package let number: Int32
    package let name: String
    /// The statements of each phase, one statement each.
    package let phases: [[String]]

    package init(number: Int32, name: String, phases: [[String]]) {
        precondition(!phases.isEmpty, "migration \(number) has no phase")
        (self.number, self.name, self.phases) = (number, name, phases)
    }

    /// The number of the last phase, from 1.
    package var lastPhase: Int16 { Int16(self.phases.count) }

    /// SHA-256 over the statements of phases 1 to `phase`, each followed by a NUL, each phase by another one.
    package func checksum(through phase: Int16) -> [UInt8] {
        var text: [UInt8] = []
        for statements in self.phases.prefix(Int(phase)) {
            for statement in statements {
                text.append(contentsOf: statement.utf8)
                text.append(0)
            }
            text.append(0)
        }
        let state = SHA256State()
        state.add(text)
        return state.finish()
    }
}
