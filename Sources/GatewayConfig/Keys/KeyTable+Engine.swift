/// The keys of the Engine Core: database, engine, payments, backup.
extension KeyTable {
    static let engine: [ConfigurationKey] = [
        .init(
            "platform",
            .optionalObject,
            .words("off, unless DATABASE_URL is set"),
            "Switches the Engine Core on; `{}` is all there is to write.",
            change: .restart
        ),
        .init(
            "database.readers",
            .integer(1...64),
            .value("4"),
            "Connections for reads, each with a thread.",
            change: .restart
        ),
        .init(
            "database.sqlite_synchronous",
            .choice(["full", "normal"]),
            .value("full"),
            "With normal a power cut may take the last commits of SQLite.",
            change: .restart
        ),
        .init(
            "engine.batch",
            .integer(1...10_000),
            .value("1000"),
            "The most commands of one database transaction.",
            change: .restart
        ),
        .init(
            "engine.queue",
            .integer(1...1_000_000),
            .value("10000"),
            "The most commands that wait; one more is answered 503.",
            change: .restart
        ),
        .init(
            "engine.time_zone",
            .text(.timeZone),
            .value("UTC"),
            "In which periods begin and end.",
            change: .restart
        ),
        .init("payments", .names(limit: 32), .words("none"), "Payment providers, by name.", change: .restart),
        .init(
            "payments.<name>.secret_file",
            .text(.file),
            .required,
            "The file with the secret that signs the provider's callbacks, mode 0400 or 0440.",
            change: .restart
        ),
        .init(
            "backup.dir",
            .text(.directory),
            .words("backup in state_dir"),
            "Where `watchgate backup` writes.",
            change: .restart
        ),
        .init(
            "backup.pre",
            .text(.file),
            .words("none"),
            "A program that runs before a backup; a failure stops it.",
            change: .restart
        ),
        .init(
            "backup.post",
            .text(.file),
            .words("none"),
            "A program that runs after a backup, with the manifest's path.",
            change: .restart
        ),
    ]
}
