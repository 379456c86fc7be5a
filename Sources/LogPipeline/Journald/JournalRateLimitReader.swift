import Glibc

/// Finds the rate limit that journald applies to this process, as journald itself does (journald.conf(5)).
///
/// A unit's own limit goes before that of the configuration: systemd leaves it for journald as links in
/// `/run/systemd/units`. A journal namespace (`LogNamespace=`) has a configuration of its own; it is known by what
/// systemd mounts at `/run/systemd/journal`. journald allows more while its disk has much room; that is not counted on.
package struct JournalRateLimitReader {
    /// The folders of configuration, the first wins (systemd-system.conf(5)).
    private static let folders = ["etc/systemd", "run/systemd", "usr/local/lib/systemd", "usr/lib/systemd"]

    private let root: String

    /// - Parameter root: Where the file system begins; tests bring their own.
    package init(root: String = "") { self.root = root }

    /// The limit in force; blocks for some small reads.
    package func read() -> JournalRateLimit {
        var limit = JournalRateLimit.standard
        for path in self.files() { Self.apply(self.text(path), to: &limit) }
        if let unit = self.unit {
            let link = "\(self.root)/run/systemd/units/log-rate-limit-"
            if let value = Self.target("\(link)interval:\(unit)") { limit.intervalMicroseconds = value }
            if let value = Self.target("\(link)burst:\(unit)") { limit.burst = value }
        }
        return limit
    }

    /// The journal namespace of this process; nil: the system's journal.
    package var namespace: String? {
        for line in self.text("proc/thread-self/mountinfo").split(separator: "\n") {
            // id, parent, device, root, mount point (proc_pid_mountinfo(5))
            let fields = line.split(separator: " ", maxSplits: 5)
            guard fields.count > 5, fields[4] == "/run/systemd/journal" else { continue }
            let name = fields[3].split(separator: "/").last ?? ""
            if name.hasPrefix("journal.") { return String(name.dropFirst("journal.".count)) }
        }
        return nil
    }

    private var unit: String? {
        for line in self.text("proc/self/cgroup").split(separator: "\n") {
            guard let name = line.split(separator: "/").last(where: { $0.hasSuffix(".service") }) else { continue }
            return String(name)
        }
        return nil
    }

    // MARK: Files

    /// The main file, then the additions by their names; of equal names the first folder's.
    private func files() -> [String] {
        let name = self.namespace.map { "journald@\($0).conf" } ?? "journald.conf"
        let main = Self.folders.map { "\($0)/\(name)" }.first { access("\(self.root)/\($0)", R_OK) == 0 }
        var additions: [String: String] = [:]
        for folder in Self.folders {
            for file in self.names(in: "\(folder)/\(name).d") where file.hasSuffix(".conf") && additions[file] == nil {
                additions[file] = "\(folder)/\(name).d/\(file)"
            }
        }
        return [main].compactMap { $0 } + additions.sorted { $0.key < $1.key }.map(\.value)
    }

    private func names(in folder: String) -> [String] {
        guard let directory = opendir("\(self.root)/\(folder)") else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { $0.prefix { $0 != 0 }.map { $0 } }
            names.append(String(decoding: name, as: UTF8.self))
        }
        return names
    }

    private func text(_ path: String) -> String {
        guard let file = fopen("\(self.root)/\(path)", "re") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// The number a link names: systemd stores values in links.
    private static func target(_ path: String) -> UInt64? {
        var bytes = [CChar](repeating: 0, count: 64)
        let count = readlink(path, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return UInt64(String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    private static func apply(_ text: String, to limit: inout JournalRateLimit) {
        var isJournal = false
        for line in text.split(separator: "\n") {
            let words = line.split(separator: "=", maxSplits: 1).map { Self.trimmed($0) }
            guard let key = words.first, let first = key.first, first != "#", first != ";" else { continue }
            if first == "[" { isJournal = key == "[Journal]" }
            guard isJournal, words.count == 2 else { continue }
            switch key {
            case "RateLimitIntervalSec", "RateLimitInterval":
                if let value = SystemdTimeSpan.microseconds(words[1]) { limit.intervalMicroseconds = value }
            case "RateLimitBurst":
                if let value = UInt64(words[1]) { limit.burst = value }
            default: break
            }
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
