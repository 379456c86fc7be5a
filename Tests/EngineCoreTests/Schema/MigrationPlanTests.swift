import EngineCore
import Testing

@Suite("What is to be done to a schema") struct MigrationPlanTests {
    private static let first = Migration(number: 1, name: "first", phases: [["a", "b"]])
    private static let second = Migration(number: 2, name: "second", phases: [["c"], ["d"]])
    private let known = [Self.first, Self.second]

    private func row(_ migration: Migration, phase: Int16) -> SchemaMigration {
        SchemaMigration(
            version: migration.number,
            name: migration.name,
            checksum: migration.checksum(through: min(phase, migration.lastPhase)),
            phase: phase,
            appliedAt: 1
        )
    }
    private func step(_ migration: Migration, _ phase: Int16) -> MigrationStep {
        MigrationStep(number: migration.number, name: migration.name, phase: phase)
    }

    @Test("an empty database lacks everything") func empty() {
        let steps = [self.step(Self.first, 1), self.step(Self.second, 1), self.step(Self.second, 2)]
        #expect(MigrationPlan(rows: [], known: self.known) == .pending(steps))
    }

    @Test("all phases of all migrations are enough") func complete() {
        let rows = [self.row(Self.second, phase: 2), self.row(Self.first, phase: 1)]
        #expect(MigrationPlan(rows: rows, known: self.known) == .upToDate)
        #expect(MigrationPlan(rows: rows, known: self.known).fault == nil)
    }

    @Test("a migration that was not begun is pending, one that was begun is unfinished") func missing() {
        let first = self.row(Self.first, phase: 1)
        let pending = MigrationPlan(rows: [first], known: self.known)
        #expect(pending == .pending([self.step(Self.second, 1), self.step(Self.second, 2)]))
        let begun = MigrationPlan(rows: [first, self.row(Self.second, phase: 1)], known: self.known)
        #expect(begun == .unfinished([self.step(Self.second, 2)]))
        let lost = MigrationPlan(rows: [self.row(Self.second, phase: 2)], known: self.known)
        #expect(lost == .unfinished([self.step(Self.first, 1)]))
        #expect([pending, begun, lost].allSatisfy { $0.fault != nil })
    }

    @Test("another text, also of an earlier phase, is refused and not touched") func tampered() {
        var first = self.row(Self.first, phase: 1)
        first.checksum[0] ^= 1
        let plan = MigrationPlan(rows: [first], known: self.known)
        #expect(plan == .checksumDiffers(1))
        #expect(plan.steps.isEmpty)
        var second = self.row(Self.second, phase: 1)
        second.checksum = Self.second.checksum(through: 2)
        #expect(
            MigrationPlan(rows: [self.row(Self.first, phase: 1), second], known: self.known) == .checksumDiffers(2)
        )
    }

    @Test("a migration or a phase that is not known is newer") func newer() {
        let third = SchemaMigration(version: 3, name: "third", checksum: [], phase: 1, appliedAt: 1)
        #expect(MigrationPlan(rows: [third], known: self.known) == .newerSchema(3))
        #expect(MigrationPlan(rows: [self.row(Self.first, phase: 2)], known: self.known) == .newerSchema(1))
        #expect(MigrationPlan(rows: [third], known: self.known).steps.isEmpty)
    }

    @Test("the checksum knows where a statement ends, and in which phase it stands") func checksum() {
        let joined = Migration(number: 1, name: "first", phases: [["ab"]])
        let split = Migration(number: 1, name: "first", phases: [["a"], ["b"]])
        #expect(Self.first.checksum(through: 1) != joined.checksum(through: 1))
        #expect(Self.first.checksum(through: 1) != split.checksum(through: 2))
        #expect(
            Self.second.checksum(through: 1) == Migration(number: 9, name: "", phases: [["c"]]).checksum(through: 1)
        )
    }
}
