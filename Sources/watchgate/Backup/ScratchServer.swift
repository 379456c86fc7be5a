import EngineCore

/// A database with a name of its own on the configured server.
struct ScratchServer: ScratchDatabase {
    /// To be read once it is restored.
    let database: EngineDatabase
    private let name: String

    /// - Throws: `StartError` 69 without a server.
    init(_ database: EngineDatabase) throws(StartError) {
        let name = "watchgate_verify_\(UInt64.random(in: 0...UInt64.max))"
        guard let scratch = database.sibling(named: name) else {
            throw StartError(
                description: "this is a dump of PostgreSQL: set DATABASE_URL to a server that may restore it",
                exitCode: 69
            )
        }
        (self.database, self.name) = (scratch, name)
    }

    func restore(_ data: String) throws(StartError) {
        do throws(StartError) {
            try self.program("createdb").run(["--no-password", "--template=template0", self.name])
        } catch {
            // The server's doing, not the backup's.
            throw StartError(description: "\(error)", exitCode: 69)
        }
        try self.program("pg_restore").run([
            "--no-password", "--no-owner", "--exit-on-error", "--dbname=\(self.name)", data,
        ])
    }

    func remove() {
        do throws(StartError) {
            try self.program("dropdb").run(["--no-password", "--if-exists", self.name])
        } catch {
            Console.message("the scratch database \(self.name) is left over: \(error)")
        }
    }

    private func program(_ name: String) -> ClientProgram {
        var variables = self.database.clientVariables
        // pg_restore and createdb name the database themselves; createdb connects to `postgres` first.
        variables["PGDATABASE"] = nil
        return ClientProgram(name, environment: variables)
    }
}
