import EngineCore
import Foundation
import GatewayCore

/// Writes one backup: data, then the manifest, so that a backup without a manifest is none.
struct BackupWriter {
    private let database: EngineDatabase
    private let plan: BackupPlan

    init(_ database: EngineDatabase, _ plan: BackupPlan) { (self.database, self.plan) = (database, plan) }

    /// - Parameter now: Microseconds; names the files.
    /// - Returns: The manifest and its path.
    /// - Throws: `StartError` 69 without database or pg_dump, 78 for another schema, 1 for a hook or a file.
    func run(now: Int64) throws(StartError) -> (path: String, manifest: BackupManifest) {
        try BackupFiles.makeFolder(self.plan.directory)
        let stem = (self.plan.directory as NSString).appendingPathComponent("watchgate-" + Self.stamp(now))
        let path = stem + ".json"
        if let pre = self.plan.pre { try ClientProgram(pre).run([path]) }
        let manifest: BackupManifest
        switch self.database {
        case .sqlite: manifest = try self.copyFile(stem + ".db", now)
        case .postgreSQL: manifest = try self.dumpServer(stem + ".dump", now)
        }
        try BackupFiles.write(manifest.json.text + "\n", to: path)
        if let post = self.plan.post { try ClientProgram(post).run([path]) }
        return (path, manifest)
    }

    private func copyFile(_ path: String, _ now: Int64) throws(StartError) -> BackupManifest {
        let part = path + ".partial"
        unlink(part)
        let figures: BackupFigures
        do throws(EngineError) {
            try DatabaseTools(self.database).copyFile(to: part)
            // The copy's own figures, so that they are of its state.
            figures = try DatabaseTools(.sqlite(path: part)).read(FiguresRead())
        } catch {
            unlink(part)
            throw StartError(error)
        }
        for end in ["-wal", "-shm"] { unlink(part + end) }
        return try self.finish(part, path, .sqlite, figures, now)
    }

    private func dumpServer(_ path: String, _ now: Int64) throws(StartError) -> BackupManifest {
        let part = path + ".partial"
        unlink(part)
        close(open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600))
        let dump = ClientProgram("pg_dump", environment: self.database.clientVariables)
        var failure: StartError?
        let figures: BackupFigures
        do throws(EngineError) {
            figures = try DatabaseTools(self.database).withSnapshot { snapshot in
                do throws(StartError) {
                    try dump.run(["--format=custom", "--no-password", "--snapshot=\(snapshot)", "--file=\(part)"])
                } catch {
                    failure = error
                }
            }
        } catch {
            unlink(part)
            throw StartError(error)
        }
        if let failure {
            unlink(part)
            throw failure
        }
        return try self.finish(part, path, .postgresql, figures, now)
    }

    private func finish(
        _ part: String,
        _ path: String,
        _ kind: BackupManifest.Kind,
        _ figures: BackupFigures,
        _ now: Int64
    ) throws(StartError) -> BackupManifest {
        let digest = try BackupFiles.digest(part)
        try BackupFiles.publish(part, as: path)
        return BackupManifest(
            kind: kind,
            file: (path as NSString).lastPathComponent,
            bytes: digest.bytes,
            sha256: digest.sha256,
            createdAt: now,
            figures: figures
        )
    }

    /// `20260301T020000.123456Z`: sorts as time does.
    private static func stamp(_ now: Int64) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyyMMdd'T'HHmmss"
        let micros = String(now % 1_000_000)
        let fraction = String(repeating: "0", count: 6 - micros.utf8.count) + micros
        return formatter.string(from: Date(timeIntervalSince1970: Double(now / 1_000_000))) + ".\(fraction)Z"
    }
}
