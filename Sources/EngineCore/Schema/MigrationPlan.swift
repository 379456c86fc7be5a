/// What has to be done to a database before this program may use it.
///
/// `serve` goes on only with ``upToDate`` and otherwise ends with exit code 78, except on a SQLite file without any
/// tables, which it sets up itself. `migrate up` also does what is pending or unfinished.
package enum MigrationPlan: Sendable, Hashable {
    case upToDate
    /// Whole migrations are missing, all of them on an empty database.
    case pending([MigrationStep])
    /// A migration was begun and its later phases are missing; the steps resume it.
    case unfinished([MigrationStep])
    /// This migration was applied with another text: by a changed program, or by hand.
    case checksumDiffers(Int32)
    /// The database knows a migration or a phase that this program does not.
    case newerSchema(Int32)

    /// Decides from the rows of `schema_migration`, in any order.
    ///
    /// - Parameters:
    ///   - rows: Empty if there is no such table.
    ///   - known: The program's migrations in order of number.
    package init(rows: [SchemaMigration], known: [Migration]) {
        if let newer = rows.map(\.version).filter({ version in !known.contains { $0.number == version } }).max() {
            self = .newerSchema(newer)
            return
        }
        let applied = Dictionary(uniqueKeysWithValues: rows.map { ($0.version, $0) })
        var steps: [MigrationStep] = []
        var isUnfinished = false
        for migration in known {
            let row = applied[migration.number]
            let phase = row?.phase ?? 0
            if phase > migration.lastPhase || phase < 0 {
                self = .newerSchema(migration.number)
                return
            }
            if let row, row.checksum != migration.checksum(through: phase) {
                self = .checksumDiffers(migration.number)
                return
            }
            if phase == migration.lastPhase {
                // One that was applied although an earlier one is missing: the earlier one was lost, not pending.
                if !steps.isEmpty { isUnfinished = true }
                continue
            }
            if row != nil { isUnfinished = true }
            for missing in (phase + 1)...migration.lastPhase {
                steps.append(MigrationStep(number: migration.number, name: migration.name, phase: missing))
            }
        }
        self = steps.isEmpty ? .upToDate : isUnfinished ? .unfinished(steps) : .pending(steps)
    }

    /// What `migrate up` does; nothing if the schema must not be touched.
    package var steps: [MigrationStep] {
        switch self {
        case .pending(let steps), .unfinished(let steps): steps
        case .upToDate, .checksumDiffers, .newerSchema: []
        }
    }

    /// Why the schema cannot be used as it is, for people; nil if it can.
    package var fault: String? {
        switch self {
        case .upToDate: nil
        case .pending(let steps): "the schema lacks migration \(steps[0].number) (\(steps[0].name)): run migrate up"
        case .unfinished(let steps):
            "migration \(steps[0].number) (\(steps[0].name)) is unfinished at phase \(steps[0].phase): run migrate up"
        case .checksumDiffers(let number): "migration \(number) was applied with another text"
        case .newerSchema(let number): "the schema has migration \(number) of a newer release"
        }
    }
}
