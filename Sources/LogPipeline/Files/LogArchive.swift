import Glibc
import Synchronization

/// The rotated files of one stream: names them, compresses them, deletes what is too old.
///
/// The folder is its memory, so work that a kill interrupted is found and done again at the next start.
final class LogArchive: Sendable {
    private let folder: String
    private let stem: String
    private let keep: Int
    private let compresses: Bool
    private let worker: ArchiveThread
    private let last = Mutex<RotatedName?>(nil)

    init(path: String, keep: Int, compresses: Bool, worker: ArchiveThread) {
        let slash = path.utf8.lastIndex(of: 0x2F)
        self.folder = slash.map { String(path[...$0]) } ?? "./"
        self.stem = RotatedName.stem(of: slash.map { String(path[path.index(after: $0)...]) } ?? path)
        self.keep = max(keep, 0)
        self.compresses = compresses
        self.worker = worker
    }

    /// Gives the current file its name in the archive: one that sorts behind those given before, even if they are
    /// deleted by now or the clock was set back.
    /// - Returns: 0, or the error number.
    func takeIn(_ path: String) -> Int32 {
        let time = CivilTime(secondsSince1970: max(0, SystemClock.wall / 1_000_000_000)).compactText
        return self.last.withLock { last in
            var name = RotatedName(stem: self.stem, time: time, number: 1)
            if let last, last >= name { name = RotatedName(stem: self.stem, time: last.time, number: last.number + 1) }
            while self.exists(name) { name.number += 1 }
            guard rename(path, self.folder + name.text) == 0 else { return errno }
            last = name
            return 0
        }
    }

    private func exists(_ name: RotatedName) -> Bool {
        let path = self.folder + name.text
        return access(path, F_OK) == 0 || access(path + ".gz", F_OK) == 0
    }

    /// Has the work below done, on the archive's thread.
    func tidy() { self.worker.schedule(self) }

    /// Deletes the files beyond `keep` and compresses the others, one after the other.
    /// - Parameter compress: Compresses the file of a path; each is tried once.
    func tidyNow(_ compress: (String) -> Void) {
        var tried: Set<String> = []
        while true {
            let kept = self.deleteOldest(Self.rotations(in: self.folder, stem: self.stem))
            guard self.compresses else { return }
            guard let next = kept.first(where: { !$0.isCompressed && !tried.contains($0.text) }) else { return }
            tried.insert(next.text)
            compress(self.folder + next.text)
        }
    }

    /// What lies in the folder, the oldest first; a file and its half-made compression are one, uncompressed.
    static func rotations(in folder: String, stem: String) -> [RotatedName] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String: RotatedName] = [:]
        while let entry = readdir(directory) {
            let text = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let name = RotatedName(text, stem: stem) else { continue }
            let key = "\(name.time)-\(name.number)"
            if names[key] == nil || !name.isCompressed { names[key] = name }
        }
        return names.values.sorted()
    }

    private func deleteOldest(_ rotations: [RotatedName]) -> [RotatedName] {
        for name in rotations.dropLast(self.keep) {
            unlink(self.folder + name.text)
            if !name.isCompressed { unlink(self.folder + name.text + ".gz") }
        }
        return Array(rotations.suffix(self.keep))
    }
}
