import Glibc
import Logging
import Telemetry

/// The folders of dead processes beside ours.
struct RingStore {
    /// Folders looked at in one start, the oldest first.
    static let bootLimit = 64
    /// Bytes of records of all of them that are held in memory.
    static let byteLimit = 512 * 1_048_576
    /// Damaged rings that are kept.
    static let badLimit = 8
    private static let namesLimit = 16 * 1_048_576

    private static let left = "log rings of earlier runs are left for the next start"

    private let parent: String
    private let ownPath: String
    private let machineBoot: String

    init(_ folder: RingFolder) {
        self.parent = folder.parent
        self.ownPath = folder.path
        self.machineBoot = folder.facts.machineBoot
    }

    /// Claims all folders whose process is gone, reads their rings and searches the logs for what is in them.
    /// - Returns: Nil when there is none.
    func claim(_ report: PipelineReport) -> Recovery? {
        // Nobody makes a folder meanwhile, so one without a lock is not one in the making.
        guard case .success(let store) = FolderLock.take(self.parent, within: 2) else {
            report(.warning, Self.left, [("cause", "their folder is locked")])
            return nil
        }
        defer { withExtendedLifetime(store) {} }
        let names = SmallFile.names(self.parent).filter { BootFacts.isFolderName($0) }
        var (boots, left, bytes) = ([OldBoot](), 0, 0)
        for name in names where "\(self.parent)/\(name)" != self.ownPath {
            let path = "\(self.parent)/\(name)"
            guard case .success(let lock) = FolderLock.take(path) else { continue }
            let isFull = boots.count >= Self.bootLimit
            switch isFull ? .left : self.open(path, lock, room: Self.byteLimit - bytes, report) {
            case .found(let boot):
                bytes += boot.rings.reduce(0) { $0 + $1.ring.usedBytes }
                boots.append(boot)
            case .nothing: continue
            case .left: left += 1
            }
        }
        if left > 0 {
            report(.warning, Self.left, [("folders", String(left))])
        }
        return boots.isEmpty ? nil : Recovery(boots)
    }

    private enum Finding {
        case found(OldBoot)
        /// It was of no use, and is gone.
        case nothing
        /// There is no room for it now.
        case left
    }

    private func open(_ path: String, _ lock: FolderLock, room: Int, _ report: PipelineReport) -> Finding {
        let files = SmallFile.names(path).filter { $0.hasSuffix(".ring") }
        let text = SmallFile.read(path + "/boot", limit: 65_536).map { String(decoding: $0, as: UTF8.self) }
        guard let facts = text.flatMap({ BootFacts($0) }) else { return self.giveUp(path, lock, files, report) }
        let names = NameJournal.names(in: SmallFile.read(path + "/names", limit: Self.namesLimit) ?? [])
        let trusts = facts.machineBoot == self.machineBoot
        var (rings, bad, used) = ([OldBootRing](), [String](), 0)
        for file in files {
            do throws(RingFileError) {
                let ring = try OldRing("\(path)/\(file)", byteLimit: room - used)
                guard Self.isOurs(ring.header, facts) else { throw RingFileError(code: .notARing, path: file) }
                used += ring.usedBytes
                rings.append(OldBootRing(ring, trustsUnsealed: trusts, nameCount: names.count))
            } catch {
                if error.code == .noRoom { return .left }
                bad.append(file)
            }
        }
        for file in bad { self.setAside("\(path)/\(file)") }
        return .found(
            OldBoot(path, facts, lock, names: names, rings: rings, badNames: bad) { self.setAside($0) }
        )
    }

    /// Whether a ring's records are what this version writes.
    private static func isOurs(_ header: RingHeader, _ facts: BootFacts) -> Bool {
        guard header.bootID == facts.identity.bootID, let stream = UInt8(exactly: header.stream),
            header.shard <= 255
        else { return false }
        switch RecordStream(rawValue: stream) {
        case .access: return header.layout == RecordLayout.access
        case .app: return header.layout == AppRecord.layoutNumber
        case .audit, nil: return false
        }
    }

    /// A folder that does not say whose it is: its rings are kept, in case somebody knows.
    private func giveUp(_ path: String, _ lock: FolderLock, _ files: [String], _ report: PipelineReport) -> Finding {
        for file in files { self.setAside("\(path)/\(file)") }
        SmallFile.removeFolder(path)
        guard !files.isEmpty else { return .nothing }
        let labels = [("folder", OldBoot.name(path)), ("rings", String(files.count)), ("lost", "unknown")]
        report(.warning, "log rings of an earlier run cannot be read; they are kept as .bad", labels)
        return .nothing
    }

    /// Keeps a ring for those who want to look at it, and no more than some of them.
    private func setAside(_ path: String) {
        let parts = path.split(separator: "/")
        let name = parts.suffix(2).joined(separator: "-") + ".bad"
        if rename(path, "\(self.parent)/\(name)") != 0 { unlink(path) }
        let kept = SmallFile.names(self.parent).filter { $0.hasSuffix(".bad") }
        for old in kept.dropLast(Self.badLimit) { unlink("\(self.parent)/\(old)") }
    }
}
