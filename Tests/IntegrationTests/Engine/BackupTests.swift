import Foundation
import TestKit
import Testing

/// T18: backups under load, and the drill that tells a good one from a damaged one.
@Suite(.blocking) struct BackupTests {
    private static func backup(_ books: EngineFolder) throws -> String {
        let run = try books.run("backup")
        #expect(run.exitCode == 0, "\(run.messages)")
        return run.output.trimmingCharacters(in: .newlines)
    }

    private static func data(_ manifest: String, _ kind: EngineFolder.Kind) -> String {
        manifest.dropLast(5) + (kind == .sqlite ? ".db" : ".dump")
    }

    @Test(arguments: EngineFolder.Kind.allCases)
    func aBackupIsWrittenAndRestored(_ kind: EngineFolder.Kind) throws {
        let books = try EngineFolder(kind)
        try books.seed()
        let manifest = try Self.backup(books)
        let data = Self.data(manifest, kind)
        for path in [manifest, data] {
            let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(rights == 0o600, "\(path)")
        }
        let names = try FileManager.default.contentsOfDirectory(
            atPath: (manifest as NSString).deletingLastPathComponent
        )
        #expect(names.count == 2, "\(names)")
        let batch = try books.number("SELECT batch FROM chain_head")
        let text = try String(contentsOfFile: manifest, encoding: .utf8)
        #expect(text.contains(#""head":{"batch":\#(batch),"#))
        for place in [manifest, data, (manifest as NSString).deletingLastPathComponent] {
            let run = try books.run("backup", "verify", place)
            #expect(run.exitCode == 0, "\(run.output)\(run.messages)")
            #expect(run.output.contains("backup is good: \(manifest)"))
            #expect(run.output.contains(/restored \d+ bytes in [\d.]+ s; data is \d+ s old, up to batch \d+/))
        }
        let json = try books.run("backup", "verify", manifest, "--json")
        #expect(json.output.contains(#""faults":[],"good":true"#))
        if kind == .postgreSQL {
            // Other tests drill on the same server meanwhile.
            let query = "SELECT count(*) FROM pg_database WHERE datname LIKE 'watchgate_verify_%'"
            try Deadline.wait(for: "the end of all scratch databases", within: 60) {
                try PostgreSQLServer.shared.execute(query) == "0" ? () : nil
            }
        }
    }

    @Test(arguments: EngineFolder.Kind.allCases)
    func damageIsFoundAndSaid(_ kind: EngineFolder.Kind) throws {
        let books = try EngineFolder(kind)
        try books.seed(orders: 5)
        let manifest = try Self.backup(books)
        let data = Self.data(manifest, kind)
        let whole = try Data(contentsOf: URL(filePath: data))
        let text = try Data(contentsOf: URL(filePath: manifest))
        func expectFault(_ words: String) throws {
            let run = try books.run("backup", "verify", manifest)
            #expect(run.exitCode == 1, "\(words)")
            #expect(run.output.contains("backup is not good"), "\(words)")
            #expect(run.output.contains(words), "\(words): \(run.output)")
        }
        try whole.prefix(whole.count / 2).write(to: URL(filePath: data))
        try expectFault("it is cut off or was changed")
        var flipped = whole
        flipped[flipped.count / 2] ^= 1
        try flipped.write(to: URL(filePath: data))
        try expectFault("its SHA-256 is another one")
        try FileManager.default.removeItem(atPath: data)
        try expectFault("is missing")
        try whole.write(to: URL(filePath: data))
        try text.prefix(40).write(to: URL(filePath: manifest))
        try expectFault("the manifest is damaged")
        try FileManager.default.removeItem(atPath: manifest)
        try expectFault("the manifest cannot be read, or is not there")
        let empty = try TemporaryFolder()
        let run = try books.run("backup", "verify", empty.path)
        #expect(run.exitCode == 1)
        #expect(run.output.contains("there is no manifest"))
        try text.write(to: URL(filePath: manifest))
        #expect(try books.run("backup", "verify", manifest).exitCode == 0)
    }

    /// A backup whose checksum is right, of books that are wrong.
    @Test(arguments: EngineFolder.Kind.allCases)
    func aFaithfulCopyOfBrokenBooksIsNotGood(_ kind: EngineFolder.Kind) throws {
        let books = try EngineFolder(kind)
        try books.seed(orders: 5)
        try books.tamper("UPDATE transfer SET amount = amount + 1 WHERE seq = 3")
        let batch = try books.number("SELECT batch FROM transfer WHERE seq = 3")
        let run = try books.run("backup", "verify", try Self.backup(books))
        #expect(run.exitCode == 1)
        #expect(run.output.contains("the audit chain breaks at batch \(batch): hash"))
        #expect(run.output.contains("the rule account_sums is broken"))
    }

    @Test(arguments: EngineFolder.Kind.allCases)
    func backupsUnderLoadRestoreToAStateThatWas(_ kind: EngineFolder.Kind) throws {
        let books = try EngineFolder(kind)
        try books.seed(orders: 5)
        let load = try ChildProcess(
            TestProgram.watchgate,
            [
                "engine", "seed", "--number", "2", "--orders", "100000", "--config",
                books.folder.file("watchgate.yaml"),
            ],
            environment: books.environment,
            output: books.folder.file("load.out"),
            messages: books.folder.file("load.err")
        )
        defer { load.kill() }
        let begin = try books.number("SELECT batch FROM chain_head")
        try Deadline.wait(for: "load") { try books.number("SELECT batch FROM chain_head") > begin + 20 ? () : nil }
        var manifests: [String] = []
        for _ in 0..<3 { manifests.append(try Self.backup(books)) }
        #expect(load.poll() == nil, "the load goes on: \(books.folder.read("load.err"))")
        load.signal(SIGKILL)
        _ = load.wait()
        for manifest in manifests {
            let run = try books.run("backup", "verify", manifest)
            #expect(run.exitCode == 0, "\(run.output)\(run.messages)")
        }
        #expect(try books.run("engine", "integrity").exitCode == 0)
    }

    @Test func hooksRunAroundABackup() throws {
        let books = try EngineFolder(.sqlite)
        try books.seed(orders: 1)
        func hook(_ name: String, _ body: String) throws -> String {
            try books.folder.write("#!/bin/sh\n\(body)\n", to: name)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o700],
                ofItemAtPath: books.folder.file(name)
            )
            return books.folder.file(name)
        }
        let pre = try hook("pre", "echo \"pre $1\" >> \(books.folder.file("calls"))")
        let post = try hook("post", "test -s \"$1\" && echo \"post $1\" >> \(books.folder.file("calls"))")
        let text = books.folder.read("watchgate.yaml")
        try books.folder.write(text + "backup: { pre: \(pre), post: \(post) }\n", to: "watchgate.yaml")
        let manifest = try Self.backup(books)
        #expect(books.folder.read("calls") == "pre \(manifest)\npost \(manifest)\n")
        _ = try hook("pre", "echo not now; exit 3")
        let run = try books.run("backup")
        #expect(run.exitCode == 1)
        #expect(run.messages.contains("failed with 3: not now"))
    }
}
