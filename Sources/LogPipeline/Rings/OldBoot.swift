import Glibc
import Telemetry

/// What a dead process has left: its rings, and what is needed to render them as it would have.
///
/// Holds the lock of the folder as long as it lives. Owned by the pipeline's thread once it has started.
final class OldBoot {
    let path: String
    let facts: BootFacts
    let rings: [OldBootRing]
    /// Names of rings that cannot be read at all; they were set aside.
    let badNames: [String]
    private let lock: FolderLock
    private let setAside: (_ path: String) -> Void
    private var accessRenderer: AccessRecordRenderer
    private var appRenderer: AppRecordRenderer
    /// Nothing that was to be searched in the logs was out of reach.
    private let isSearchComplete: Bool
    private var renderFailures = 0

    /// Searches the logs for what is in the rings.
    init(
        _ path: String,
        _ facts: BootFacts,
        _ lock: FolderLock,
        names: [String],
        rings: [OldBootRing],
        badNames: [String],
        setAside: @escaping (_ path: String) -> Void
    ) {
        self.path = path
        self.facts = facts
        self.lock = lock
        self.rings = rings
        self.badNames = badNames
        self.setAside = setAside
        self.accessRenderer = AccessRecordRenderer(
            identity: facts.identity,
            names: NameTable(texts: names),
            sampleRate: facts.sampleRate
        )
        self.appRenderer = AppRecordRenderer(identity: facts.identity)
        let isAccessComplete = Self.search(facts, .access, facts.accessPath, rings)
        let isAppComplete = Self.search(facts, .app, facts.appPath, rings)
        self.isSearchComplete = isAccessComplete && isAppComplete
    }

    private static func search(
        _ facts: BootFacts,
        _ stream: RecordStream,
        _ path: String,
        _ rings: [OldBootRing]
    ) -> Bool {
        let rings = rings.filter { $0.stream == stream }
        var wanted: [UInt8: UInt64] = [:]
        for ring in rings {
            ring.findFirst()
            wanted[ring.shard] = ring.firstSequence > 0 ? ring.firstSequence : ring.ring.offeredCount &+ 1
        }
        let isNeeded = rings.contains { !$0.ring.wasEmpty }
        guard isNeeded, !path.isEmpty else { return true }
        let scan = SequenceScan(bootID: facts.identity.bootID, stream: stream, wanted: wanted)
        var search = LogSearch(path: path, since: facts.startSeconds, scan)
        search.run()
        for ring in rings { ring.scan = search.scan }
        return search.isComplete
    }

    /// All records were handed over.
    var isRead: Bool { self.rings.allSatisfy { $0.ring.isRead } }

    /// Appends the line of a record of one of the rings.
    func render(
        _ stream: RecordStream,
        _ bytes: UnsafeRawBufferPointer,
        into batch: inout RenderedBatch
    ) -> Bool {
        let isRendered =
            stream == .access
            ? self.accessRenderer.render(bytes, into: &batch.lines) : self.appRenderer.render(bytes, into: &batch.lines)
        guard isRendered else {
            self.renderFailures += 1
            return false
        }
        batch.lineAdded(stream == .access ? self.accessRenderer.levelIndex : self.appRenderer.levelIndex)
        return true
    }

    /// Everything is safe.
    var isDone: Bool { self.rings.allSatisfy { $0.isDone } }

    /// Deletes the folder; a ring with damage is set aside.
    func remove() {
        for ring in self.rings where ring.isDamaged { self.setAside(ring.ring.path) }
        SmallFile.removeFolder(self.path)
    }

    /// The labels of the record `stream.recovered`.
    var labels: [(key: String, value: String)] {
        var labels = [
            (key: "boot", value: BootFacts.hex(self.facts.identity.bootID)),
            (key: "pid", value: String(self.facts.identity.processID)),
            (key: "started", value: CivilTime(secondsSince1970: self.facts.startSeconds).text + "Z"),
        ]
        for stream in RecordStream.allCases { self.add(stream, &labels) }
        let damage = self.rings.filter { $0.isDamaged }.map {
            let places = $0.ring.damageCount + $0.rejectedCount
            return "\(Self.name($0.ring.path)): \($0.ring.damagedBytes) bytes in \(places) places"
        }
        let bad = damage + self.badNames.map { "\($0): unreadable" }
        for (index, list) in StreamClosedEvent.lists(bad).enumerated() {
            labels.append((index == 0 ? "damaged" : "damaged_\(index + 1)", list))
        }
        if self.renderFailures > 0 { labels.append(("not_rendered", String(self.renderFailures))) }
        if !self.isSearchComplete { labels.append(("search", "incomplete: some records may be in the log twice")) }
        labels.sort { $0.key < $1.key }
        return labels
    }

    private func add(_ stream: RecordStream, _ labels: inout [(key: String, value: String)]) {
        let rings = self.rings.filter { $0.stream == stream }.sorted { $0.shard < $1.shard }
        let name = stream.label.labelText
        func add(_ key: String, _ value: (OldBootRing) -> UInt64?) {
            let items = rings.map { "\($0.shard):\(value($0).map { String($0) } ?? "unknown")" }
            for (index, list) in StreamClosedEvent.lists(items).enumerated() {
                labels.append((index == 0 ? "\(name)_\(key)" : "\(name)_\(key)_\(index + 1)", list))
            }
        }
        add("last_sequence") { $0.lastMade }
        add("recovered") { $0.recoveredCount }
        add("already_written") { $0.knownCount }
        add("lost") { $0.lostCount }
        add("ring_full") { $0.ring.droppedCount }
    }

    static func name(_ path: String) -> String {
        path.utf8.lastIndex(of: 0x2F).map { String(path[path.index(after: $0)...]) } ?? path
    }
}
