package import SQLStore

/// Brings a schema up to this program's, one transaction for each phase, whoever else tries at the same time.
///
/// Killed at any point, it leaves whole phases: run again, it goes on with the next one.
package enum Migrator {
    /// What there is to do, without doing it.
    package static func plan(
        of connection: inout some MigratingConnection & ~Copyable
    ) throws(SQLError) -> MigrationPlan {
        try connection.beginMigration()
        do throws(SQLError) {
            let plan = try self.decide(&connection)
            connection.rollbackMigration()
            return plan
        } catch {
            connection.rollbackMigration()
            throw error
        }
    }

    /// Applies every missing phase, and answers `upToDate` or why nothing may be done.
    ///
    /// `now` (microseconds) goes into `schema_migration`; `didApply` is told after the commit of each phase. When it
    /// throws, the phase was rolled back, those before stay.
    package static func migrate(
        _ connection: inout some MigratingConnection & ~Copyable,
        now: Int64,
        didApply: (MigrationStep) -> Void = { _ in }
    ) throws(SQLError) -> MigrationPlan {
        while true {
            try connection.beginMigration()
            do throws(SQLError) {
                let plan = try self.decide(&connection)
                guard let step = plan.steps.first else {
                    connection.rollbackMigration()
                    return plan
                }
                try self.apply(step, to: &connection, now: now)
                didApply(step)
            } catch {
                connection.rollbackMigration()
                throw error
            }
        }
    }

    private static func decide<Connection: MigratingConnection & ~Copyable>(
        _ connection: inout Connection
    ) throws(SQLError) -> MigrationPlan {
        MigrationPlan(rows: try connection.appliedMigrations(), known: Connection.migrations)
    }

    private static func apply<Connection: MigratingConnection & ~Copyable>(
        _ step: MigrationStep,
        to connection: inout Connection,
        now: Int64
    ) throws(SQLError) {
        guard let migration = Connection.migrations.first(where: { $0.number == step.number }) else { return }
        try connection.runMigration(migration.phases[Int(step.phase) - 1])
        try connection.record(
            SchemaMigration(
                version: migration.number,
                name: migration.name,
                checksum: migration.checksum(through: step.phase),
                phase: step.phase,
                appliedAt: now
            )
        )
        try connection.commitMigration()
    }
}
