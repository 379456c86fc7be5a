import Glibc
import Telemetry

/// What those who find the rings of a dead process must know of it: the file `boot` in its folder.
///
/// Lines `key=value`, the last one `end`: a file that a full disk has cut is not taken for a whole one.
struct BootFacts: Equatable {
    static let version = "1"

    var identity: RecordIdentity
    /// When it started, seconds since 1970.
    var startSeconds: Int64
    /// The share of ordinary access records that was written.
    var sampleRate: Double
    /// Where the file sink wrote; empty: the stream had none.
    var accessPath: String
    var appPath: String
    /// The start of the machine: after another one, pages of a ring may be older than others.
    var machineBoot: String

    init(_ configuration: LogPipelineConfiguration) {
        self.identity = RecordIdentity(configuration)
        self.startSeconds = max(0, SystemClock.wall / 1_000_000_000)
        self.sampleRate = configuration.accessSampleRate
        self.accessPath = configuration.accessSinks.contains(.file) ? configuration.fileAccessPath : ""
        self.appPath = configuration.appSinks.contains(.file) ? configuration.fileAppPath : ""
        self.machineBoot = Self.currentMachineBoot
    }

    /// - Returns: Nil when the text is not whole or not of this version.
    init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 2, lines[lines.count - 2] == "end", lines.last == "" else { return nil }
        var values: [Substring: Substring] = [:]
        for line in lines.dropLast(2) {
            guard let sign = line.firstIndex(of: "=") else { return nil }
            values[line[..<sign]] = line[line.index(after: sign)...]
        }
        guard values["version"] == Substring(Self.version), let boot = values["boot_id"].flatMap({ UInt32($0) }),
            let processID = values["pid"].flatMap({ Int32($0) }), let start = values["start"].flatMap({ Int64($0) }),
            (0..<253_402_300_800).contains(start), let rate = values["sample"].flatMap({ Double($0) }),
            (0...1).contains(rate)
        else { return nil }
        self.identity = RecordIdentity(
            serviceVersion: String(values["service_version"] ?? ""),
            environment: String(values["environment"] ?? ""),
            nodeName: String(values["node"] ?? ""),
            hostName: String(values["host"] ?? ""),
            processID: processID,
            bootID: boot
        )
        self.identity.serviceName = String(values["service"] ?? "")
        if let namespace = values["namespace"] { self.identity.namespace = String(namespace) }
        self.startSeconds = start
        self.sampleRate = rate
        self.accessPath = String(values["access_path"] ?? "")
        self.appPath = String(values["app_path"] ?? "")
        self.machineBoot = String(values["machine_boot"] ?? "")
    }

    var text: String {
        let values = [
            ("version", Self.version), ("boot_id", String(self.identity.bootID)),
            ("pid", String(self.identity.processID)), ("start", String(self.startSeconds)),
            ("sample", String(self.sampleRate)), ("service", self.identity.serviceName),
            ("service_version", self.identity.serviceVersion), ("environment", self.identity.environment),
            ("node", self.identity.nodeName), ("host", self.identity.hostName), ("access_path", self.accessPath),
            ("app_path", self.appPath), ("machine_boot", self.machineBoot), ("namespace", self.identity.namespace),
        ]
        let lines = values.map { key, value in
            // No name or path of ours has a control; one that had would cost its record no more than that.
            "\(key)=\(String(value.map { $0.isNewline ? " " : $0 }))"
        }
        return lines.joined(separator: "\n") + "\nend\n"
    }

    /// The folder's name: the order of names is that of time.
    var folderName: String {
        "\(CivilTime(secondsSince1970: self.startSeconds).compactText)-\(Self.hex(self.identity.bootID))"
    }

    static func hex(_ bootID: UInt32) -> String {
        let digits = String(bootID, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    static func isFolderName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard bytes.count == 25, bytes[8] == 0x54, bytes[15] == 0x5A, bytes[16] == 0x2D else { return false }  // T Z -
        let isTime = bytes[..<15].enumerated().allSatisfy { $0.offset == 8 || (0x30...0x39).contains($0.element) }
        return isTime && bytes[17...].allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    static var currentMachineBoot: String {
        let bytes = SmallFile.read("/proc/sys/kernel/random/boot_id", limit: 64) ?? []
        return String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
    }
}
