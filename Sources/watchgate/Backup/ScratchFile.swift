import EngineCore
import Foundation

/// A copy of a SQLite file in a temporary folder.
struct ScratchFile: ScratchDatabase {
    private let folder: String

    init() {
        let name = "watchgate-verify-\(UInt64.random(in: 0...UInt64.max))"
        self.folder = (NSTemporaryDirectory() as NSString).appendingPathComponent(name)
    }

    private var path: String { (self.folder as NSString).appendingPathComponent("restored.db") }

    var database: EngineDatabase { .sqlite(path: self.path) }

    func restore(_ data: String) throws(StartError) {
        try BackupFiles.makeFolder(self.folder)
        do {
            try FileManager.default.copyItem(atPath: data, toPath: self.path)
        } catch {
            throw StartError(description: "\(data) cannot be copied: \(error.localizedDescription)", exitCode: 69)
        }
    }

    func remove() {
        // What cannot be removed is a file in a temporary folder.
        try? FileManager.default.removeItem(atPath: self.folder)
    }
}
