import EngineCore
import Foundation

/// Restores a backup into a scratch database, and looks whether everything is there.
struct BackupVerifier {
    private let path: String
    /// Says which server restores dumps.
    private let database: EngineDatabase

    init(_ path: String, _ database: EngineDatabase) { (self.path, self.database) = (path, database) }

    /// - Parameters:
    ///   - now: Microseconds.
    ///   - maxAge: How old the data may be, seconds; nil: any age.
    /// - Returns: What was found; without faults the backup is good.
    /// - Throws: `StartError` 69 when there is nothing to restore with: then nothing is known of the backup.
    func run(now: Int64, maxAge: Int?) throws(StartError) -> BackupReport {
        guard let manifestPath = self.manifestPath else {
            return BackupReport(path: self.path, faults: ["there is no manifest: no backup was finished here"])
        }
        var report = BackupReport(path: manifestPath)
        guard let text = try? String(contentsOfFile: manifestPath, encoding: .utf8) else {
            report.faults = ["the manifest cannot be read, or is not there"]
            return report
        }
        let line = text.trimmingCharacters(in: .newlines)
        guard let manifest = CanonicalJSON(text: line).flatMap({ BackupManifest(json: $0) }) else {
            report.faults = ["the manifest is damaged, or is none of this release"]
            return report
        }
        report.batch = manifest.figures.head.batch
        report.bytes = manifest.bytes
        if manifest.figures.sealedAt > 0 { report.dataAgeSeconds = (now - manifest.figures.sealedAt) / 1_000_000 }
        let folder = (manifestPath as NSString).deletingLastPathComponent
        let data = (folder as NSString).appendingPathComponent(manifest.file)
        report.faults = self.fileFaults(data, manifest)
        if report.faults.isEmpty { try self.restore(data, manifest, now, &report) }
        if let maxAge, let age = report.dataAgeSeconds, age > Int64(maxAge) {
            report.faults.append("the data is \(age) s old, more than \(maxAge) s")
        }
        return report
    }

    /// The path itself, the manifest beside a data file, or the newest one in a folder.
    private var manifestPath: String? {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: self.path, isDirectory: &isFolder)
        if exists, isFolder.boolValue {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: self.path)) ?? []
            let newest = names.filter { $0.hasPrefix("watchgate-") && $0.hasSuffix(".json") }.max()
            return newest.map { (self.path as NSString).appendingPathComponent($0) }
        }
        for end in [".db", ".dump"] where self.path.hasSuffix(end) { return self.path.dropLast(end.count) + ".json" }
        return self.path
    }

    private func fileFaults(_ data: String, _ manifest: BackupManifest) -> [String] {
        guard access(data, F_OK) == 0 else { return ["\(manifest.file) is missing"] }
        do throws(StartError) {
            let digest = try BackupFiles.digest(data)
            if digest.bytes != manifest.bytes {
                return ["\(manifest.file) has \(digest.bytes) bytes of \(manifest.bytes): it is cut off or was changed"]
            }
            if digest.sha256 != manifest.sha256 { return ["\(manifest.file) was changed: its SHA-256 is another one"] }
            return []
        } catch {
            return ["\(error)"]
        }
    }

    private func restore(
        _ data: String,
        _ manifest: BackupManifest,
        _ now: Int64,
        _ report: inout BackupReport
    ) throws(StartError) {
        let begun = ContinuousClock.now
        let scratch: any ScratchDatabase =
            switch manifest.kind {
            case .sqlite: ScratchFile()
            case .postgresql: try ScratchServer(self.database)
            }
        defer { scratch.remove() }
        do throws(StartError) {
            try scratch.restore(data)
        } catch  where error.exitCode == 1 {
            report.faults.append("it cannot be restored: \(error)")
            return
        }
        let time = ContinuousClock.now - begun
        report.restoreSeconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        let tools = DatabaseTools(scratch.database)
        do throws(EngineError) {
            report.faults += try tools.read(FiguresRead()).differences(from: manifest.figures)
            let chain = try tools.read(ChainRead())
            if let fault = chain.fault {
                report.faults.append("the audit chain breaks at batch \(fault.batch): \(fault.reason.rawValue)")
            }
            // Rules about waiting ask how things were when the backup was made.
            let books = try tools.read(IntegrityRead(now: manifest.figures.sealedAt))
            for result in books.results where result.count > 0 {
                report.faults.append("the rule \(result.invariant.rawValue) is broken by \(result.count) rows")
            }
        } catch {
            report.faults.append("the restored database cannot be read: \(error.cause)")
        }
    }
}
