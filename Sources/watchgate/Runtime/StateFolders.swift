import Foundation
import GatewayCore

/// Makes the folders that the gateway writes to, where they are missing.
enum StateFolders {
    /// - Throws: `StartError` that names key, folder and reason.
    static func make(_ plan: GatewayPlan) throws {
        try Self.make(plan.stateDirectory, key: "state_dir")
        let logs = plan.logs
        if (logs.accessSinks + logs.appSinks + logs.auditSinks).contains(.file) {
            let folder = (RuntimeLogs.accessPath(plan) as NSString).deletingLastPathComponent
            try Self.make(folder.isEmpty ? "." : folder, key: "logs.sinks.file.path")
        }
    }

    private static func make(_ folder: String, key: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            let isDenied = (error as? CocoaError)?.code == .fileWriteNoPermission
            throw StartError(
                description: "\(key): the folder \(folder) cannot be made: \(error.localizedDescription)",
                exitCode: isDenied ? 77 : 1
            )
        }
    }
}
