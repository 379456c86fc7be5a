import Foundation
import GatewayCore
import LogPipeline

/// What `doctor` sees of the folders that a gateway writes to.
enum FolderFacts {
    /// Entries of the state folder that are looked at.
    static let entryLimit = 10_000

    private static func folders(_ plan: GatewayPlan) -> [String] {
        let log = (RuntimeLogs.accessPath(plan) as NSString).deletingLastPathComponent
        let folders = [plan.stateDirectory, log.isEmpty ? "." : log]
        return folders[0] == folders[1] ? [folders[0]] : folders
    }

    static func disks(_ plan: GatewayPlan) -> [DiskSpaceCheck.Disk] {
        self.folders(plan).compactMap { folder in
            var facts = statvfs()
            guard statvfs(folder, &facts) == 0 else { return nil }
            let block = Double(facts.f_frsize)
            return DiskSpaceCheck.Disk(
                folder: folder,
                freeBytes: Double(facts.f_bavail) * block,
                sizeBytes: Double(facts.f_blocks) * block
            )
        }
    }

    static func permissions(_ plan: GatewayPlan, secrets: [String]) -> [FilePermissionsCheck.Item] {
        var items = self.folders(plan).compactMap { Self.item($0, .folder) }
        let access = RuntimeLogs.accessPath(plan) as NSString
        let folder = access.deletingLastPathComponent.isEmpty ? "." : access.deletingLastPathComponent
        let stems = [RotatedName.stem(of: access.lastPathComponent), "app", "audit"]
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []  // none: nothing to look at
        for name in names.sorted() {
            let isLog = stems.contains { name == "\($0).jsonl" || RotatedName(name, stem: $0) != nil }
            if isLog || name == access.lastPathComponent, let item = Self.item("\(folder)/\(name)", .log) {
                items.append(item)
            }
        }
        return items + secrets.compactMap { Self.item($0, .secret) }
    }

    private static func item(_ path: String, _ kind: FilePermissionsCheck.Kind) -> FilePermissionsCheck.Item? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return FilePermissionsCheck.Item(path: path, kind: kind, mode: facts.st_mode)
    }

    static func leftovers(_ plan: GatewayPlan, isRunning: Bool) -> StateLeftoversCheck.State {
        var bad: [String] = []
        if let entries = FileManager.default.enumerator(atPath: plan.stateDirectory) {
            for case let name as String in entries.lazy.prefix(Self.entryLimit) where name.hasSuffix(".bad") {
                bad.append("\(plan.stateDirectory)/\(name)")
            }
        }
        return StateLeftoversCheck.State(
            ringFolders: plan.logs.ringsDirectory.map(RingFolder.abandonedCount) ?? 0,
            badFiles: bad.sorted(),
            isRunning: isRunning
        )
    }
}
