package import SQLStore

/// The figures of a database, of one state.
package struct FiguresRead: DatabaseRead {
    package init() {}

    package func run(
        _ connection: inout some MigratingConnection & ReadConnection & ~Copyable
    ) throws(SQLError) -> BackupFigures {
        try connection.reading(for: .system) { connection throws(SQLError) in
            try BackupFiguresRead.run(&connection)
        }
    }
}
