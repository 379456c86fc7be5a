import Testing

/// `migrate` and what `serve` makes of other schemas.
@Suite(.blocking) struct MigrateTests {
    @Test(arguments: EngineFolder.Kind.allCases)
    func aDatabaseGoesFromEmptyToUpToDate(_ kind: EngineFolder.Kind) throws {
        let books = try EngineFolder(kind, isMigrated: false)
        if kind == .postgreSQL {
            let before = try books.run("migrate", "status")
            #expect(before.exitCode == 1)
            #expect(before.output.contains("missing  1 engine, phase 1"))
            #expect(before.output.contains("run migrate up"))
        }
        let up = try books.run("migrate", "up")
        #expect(up.exitCode == 0, "\(up.messages)")
        #expect(up.messages.contains("applied migration 1 (engine), phase 1"))
        let again = try books.run("migrate", "up")
        #expect(again.exitCode == 0)
        #expect(again.messages.isEmpty)
        let status = try books.run("migrate", "status", "--json")
        #expect(status.exitCode == 0)
        #expect(status.output.contains(#""state":"up_to_date""#))
        #expect(status.output.contains(#""missing":[]"#))
    }

    @Test(arguments: EngineFolder.Kind.allCases)
    func aSchemaOfANewerReleaseIsRefusedEverywhere(_ kind: EngineFolder.Kind) throws {
        let books = try EngineFolder(kind)
        if kind == .sqlite { #expect(try books.run("migrate", "up").exitCode == 0) }
        try books.tamper("UPDATE schema_migration SET version = 99")
        for command in [["migrate", "status"], ["migrate", "up"], ["engine", "integrity"], ["backup"], ["serve"]] {
            let run = try books.run(command)
            #expect(run.exitCode == 78, "\(command): \(run.output)\(run.messages)")
            #expect((run.output + run.messages).contains("migration 99 of a newer release"), "\(command)")
        }
    }

    @Test(arguments: EngineFolder.Kind.allCases)
    func aChangedMigrationIsRefused(_ kind: EngineFolder.Kind) throws {
        let books = try EngineFolder(kind)
        if kind == .sqlite { #expect(try books.run("migrate", "up").exitCode == 0) }
        try books.tamper("UPDATE schema_migration SET checksum = " + (kind == .sqlite ? "x'00'" : #"'\x00'"#))
        let run = try books.run("serve")
        #expect(run.exitCode == 78)
        #expect(run.messages.contains("migration 1 was applied with another text"))
    }

    @Test func serveDoesNotMigrateAServer() throws {
        let books = try EngineFolder(.postgreSQL, isMigrated: false)
        let run = try books.run("serve")
        #expect(run.exitCode == 78)
        #expect(run.messages.contains("run migrate up"))
    }

    @Test func aServerThatIsNotThereIsSaidWithoutItsPassword() throws {
        let books = try EngineFolder(.sqlite)
        let output = try TemporaryFolder()
        for command in [["serve"], ["migrate", "status"], ["engine", "integrity"], ["backup"], ["audit", "verify"]] {
            let run = try TestProgram.run(
                TestProgram.watchgate,
                command + ["--config", books.folder.file("watchgate.yaml")],
                environment: ["DATABASE_URL": "postgres://u:hunter2@127.0.0.1:1/wg"],
                in: output
            )
            #expect(run.exitCode == 69, "\(command): \(run.messages)")
            #expect(run.messages.contains("127.0.0.1/wg"), "\(command): \(run.messages)")
            #expect(!(run.messages + run.output).contains("hunter2"))
        }
    }
}
