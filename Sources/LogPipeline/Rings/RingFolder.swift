import Glibc
import Synchronization
package import Telemetry

/// The folder of this process's rings, which outlives it when it is killed.
///
///     rings.dir/
///       lock                         held for a moment by whoever makes or claims folders
///       20260301T120000Z-5f0c9a31/   one for each start; mode 0700
///         lock                       held while the process lives
///         boot                       ``BootFacts``
///         names                      ``NameJournal``
///         shard-0.ring …, app.ring   ``RecordRing``
///       *.bad                        rings that could not be read to their end
package final class RingFolder: Sendable {
    private static let appRingBytes = 262_144

    let path: String
    let parent: String
    let facts: BootFacts
    private let lock: FolderLock
    private let failures = Mutex<[RingFileError]>([])

    /// Makes the folder, and takes its lock.
    ///
    /// - Parameters:
    ///   - parent: `logs.rings.dir`; made when it is missing.
    ///   - configuration: Its names are kept in the folder from now on.
    /// - Throws: `ringsNotMade` (name another folder), `noRoomForRings` (go on without, and say so).
    package init(in parent: String, for configuration: LogPipelineConfiguration) throws(LogPipelineError) {
        let facts = BootFacts(configuration)
        let path = "\(parent)/\(facts.folderName)"
        let made = SmallFile.makeFolders(parent)
        if made != 0 { throw Self.error(parent, made) }
        let store: FolderLock
        switch FolderLock.take(parent, within: 2) {
        case .success(let lock): store = lock
        case .failure(let error): throw Self.error(parent, error.number)
        }
        guard mkdir(path, 0o700) == 0 else { throw Self.error(path, errno) }
        switch FolderLock.take(path) {
        case .success(let lock): self.lock = lock
        case .failure(let error):
            SmallFile.removeFolder(path)
            throw Self.error(path, error.number)
        }
        withExtendedLifetime(store) {}
        (self.path, self.parent, self.facts) = (path, parent, facts)
        let number = SmallFile.create(path + "/boot", facts.text)
        guard number == 0, let journal = NameJournal(path + "/names") else {
            let cause = number == 0 ? errno : number
            SmallFile.removeFolder(path)
            throw Self.error(path, cause)
        }
        configuration.names.keep(in: journal)
    }

    private static func error(_ path: String, _ number: Int32) -> LogPipelineError {
        let isFull = [ENOSPC, EDQUOT, ENOMEM].contains(number)
        return LogPipelineError(code: isFull ? .noRoomForRings : .ringsNotMade, subject: path, errorNumber: number)
    }

    /// The ring of a shard; in memory of this process when the file system has no room for it.
    package func makeRing(shard: Int, bytes: Int) -> RecordRing {
        self.makeRing("shard-\(shard)", bytes, .access, UInt8(truncatingIfNeeded: shard), RecordLayout.access)
    }

    func makeAppRing() -> RecordRing {
        self.makeRing("app", Self.appRingBytes, .app, 255, AppRecord.layoutNumber)
    }

    private func makeRing(
        _ name: String,
        _ bytes: Int,
        _ stream: RecordStream,
        _ shard: UInt8,
        _ layout: UInt64
    ) -> RecordRing {
        do throws(RingFileError) {
            return try RecordRing(
                file: "\(self.path)/\(name).ring",
                bytes: bytes,
                stream: stream.rawValue,
                shard: shard,
                bootID: self.facts.identity.bootID,
                layout: layout
            )
        } catch {
            self.failures.withLock { $0.append(error) }
            return RecordRing(bytes: bytes)
        }
    }

    /// Rings that are in memory only, and why.
    func takeFailures() -> [RingFileError] {
        self.failures.withLock { failures in
            defer { failures = [] }
            return failures
        }
    }

    /// Deletes the folder: nothing in it is needed.
    package func remove() { SmallFile.removeFolder(self.path) }
}
