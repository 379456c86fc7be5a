/// The control groups of this process, and what the kernel says of them.
///
/// Version 2 first (`0::/path`, also mounted at `unified` where both versions are), then version 1's memory controller.
package struct ControlGroup: Sendable {
    private let root: String
    /// By controller; the empty name is version 2.
    private let paths: [String: String]

    /// - Parameters:
    ///   - memberships: The text of `/proc/self/cgroup`.
    ///   - root: Where control groups are mounted.
    package init(memberships: String, root: String = "/sys/fs/cgroup") {
        self.root = root
        var paths: [String: String] = [:]
        for line in memberships.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3, fields[2].hasPrefix("/") else { continue }
            let path = fields[2] == "/" ? "" : String(fields[2])
            for controller in fields[1].split(separator: ",", omittingEmptySubsequences: false) {
                paths[String(controller)] = path
            }
        }
        self.paths = paths
    }

    /// The groups of the running process; none where /proc is hidden.
    package static var own: ControlGroup { ControlGroup(memberships: ProcFile.read("/proc/self/cgroup") ?? "") }

    /// Nanoseconds in which some task of the group waited for a resource; the whole system's where the group has none.
    package func stalledNanoseconds(_ resource: PressureResourceLabel) -> UInt64? {
        let name = resource.labelText
        let files = self.folders.map { "\($0)/\(name).pressure" } + ["/proc/pressure/\(name)"]
        for file in files {
            if let text = ProcFile.read(file), let value = Self.someTotal(text) { return value }
        }
        return nil
    }

    /// The most memory the group may have, in bytes; nil where it has no limit of its own.
    package var memoryLimit: UInt64? {
        let version1 = self.paths["memory"].map { "\(self.root)/memory\($0)/memory.limit_in_bytes" }
        let files = self.folders.map { "\($0)/memory.max" } + [version1].compactMap { $0 }
        for file in files {
            // Version 1 writes a number near 2^63 for "no limit", version 2 the word `max`.
            if let text = ProcFile.read(file), let bytes = UInt64(text.prefix { $0.isNumber }), bytes < 1 << 60 {
                return bytes
            }
        }
        return nil
    }

    private var folders: [String] {
        guard let path = self.paths[""] else { return [] }
        return ["\(self.root)\(path)", "\(self.root)/unified\(path)"]
    }

    /// `total=` of the line `some`, from microseconds.
    static func someTotal(_ text: String) -> UInt64? {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("some ") }),
            let field = line.split(separator: " ").last, field.hasPrefix("total=")
        else { return nil }
        return UInt64(field.dropFirst(6)).map { $0 * 1_000 }
    }
}
