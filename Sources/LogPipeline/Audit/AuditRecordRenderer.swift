import Logging

/// Turns actions into lines of the audit stream (telemetry.md section 5), each joined to the one before.
///
/// Owned by the audit log's thread. Actions are few: lines are built as texts.
struct AuditRecordRenderer {
    // Each byte may become six, and all of them together stay below the longest line.
    private static let textBytes = 1024
    private static let diffBytes = 1365
    private static let roleLimit = 8
    private static let roleBytes = 64

    private let service: String
    private let boot: String
    private let dataStream: String
    private let bootID: UInt32
    private var date = DateText()

    init(_ identity: RecordIdentity) {
        let arena = FragmentArena()
        self.service = Self.text(identity.serviceText(in: arena))
        self.boot = Self.text(identity.bootText(in: arena))
        self.dataStream = Self.text(identity.dataStreamText(.audit, in: arena))
        self.bootID = identity.bootID
        withExtendedLifetime(arena) {}
    }

    private static func text(_ fragment: Fragment) -> String {
        String(decoding: UnsafeBufferPointer(start: fragment.start, count: fragment.count), as: UTF8.self)
    }

    /// Renders an action.
    ///
    /// - Parameters:
    ///   - event: The action.
    ///   - sequence: `event.sequence`, from 1 in each run.
    ///   - wall: When it was, nanoseconds since 1970.
    ///   - head: The end of the chain before it.
    /// - Returns: The line and its newline, and the new end of the chain.
    mutating func render(
        _ event: AuditEvent,
        sequence: UInt64,
        wall: Int64,
        after head: AuditHead
    ) -> (line: [UInt8], head: AuditHead) {
        var line = #"{"@timestamp":"\#(self.time(wall))","log.level":"\#(event.level.rawValue)""#
        line += #","message":"\#(Self.escaped(event.message, Self.textBytes))""# + self.service
        line += self.id(sequence, wall)
        line += #"","event.kind":"event","event.category":["\#(Self.escaped(event.category, TextCap.name))"]"#
        line += #","event.type":["\#(Self.escaped(event.type, TextCap.name))"]"#
        Self.add("event.action", event.action, TextCap.name, &line)
        line += #","event.outcome":"\#(event.isSuccess ? "success" : "failure")""#
        Self.add("event.reason", event.reason, Self.textBytes, &line)
        line += #","event.dataset":"gateway.audit","event.sequence":\#(sequence)"#
        line += self.dataStream
        line += self.boot + "255"
        self.addFields(event, &line)
        line += AuditLink.chainKey + String(head.sequence + 1)
        line += AuditLink.previousKey + AuditLink.hex(head.hash) + "\""
        var bytes = Array(line.utf8)
        let hash = bytes.withUnsafeBytes { SHA256.hash($0) }
        bytes += Array((AuditLink.hashKey + AuditLink.hex(hash) + "\"}\n").utf8)
        return (bytes, AuditHead(sequence: head.sequence + 1, hash: hash))
    }

    private func addFields(_ event: AuditEvent, _ line: inout String) {
        Self.add("user.id", event.user.id, TextCap.name, &line)
        Self.add("user.name", event.user.name, TextCap.name, &line)
        if !event.user.roles.isEmpty {
            let roles = event.user.roles.prefix(Self.roleLimit).map { "\"\(Self.escaped($0, Self.roleBytes))\"" }
            line += #","user.roles":[\#(roles.joined(separator: ","))]"#
        }
        Self.add("source.ip", event.sourceIP, TextCap.name, &line)
        Self.add("http.request.id", event.requestID, TextCap.requestID, &line)
        Self.add("gateway.object.type", event.objectType, TextCap.name, &line)
        Self.add("gateway.object.id", event.objectID, TextCap.name, &line)
        Self.add("gateway.change.before_hash", event.change.beforeHash, TextCap.name, &line)
        Self.add("gateway.change.after_hash", event.change.afterHash, TextCap.name, &line)
        Self.add("gateway.change.diff", event.change.diff, Self.diffBytes, &line)
    }

    /// A text that is left out when it is empty.
    private static func add(_ key: StaticString, _ value: String, _ cap: Int, _ line: inout String) {
        if !value.isEmpty { line += ",\"\(key)\":\"\(Self.escaped(value, cap))\"" }
    }

    private static func escaped(_ text: String, _ cap: Int) -> String {
        let bytes = Array(text.utf8)
        let cut = bytes.withUnsafeBytes { TextCap.cut($0, cap: cap) }
        let short = cut < bytes.count ? String(decoding: bytes[..<cut], as: UTF8.self) + "…" : text
        return EscapedText.escaped(short)
    }

    private mutating func time(_ wall: Int64) -> String {
        String(unsafeUninitializedCapacity: 32) { room in
            guard let start = room.baseAddress else { return 0 }
            var cursor = ByteCursor(next: start)
            self.date.write(wall, to: &cursor)
            return cursor.next - start
        }
    }

    private func id(_ sequence: UInt64, _ wall: Int64) -> String {
        let milliseconds = UInt64(max(0, wall)) / 1_000_000
        let id = EventID(
            milliseconds: milliseconds,
            boot: self.bootID,
            shard: 255,
            stream: .audit,
            sequence: sequence
        )
        return String(unsafeUninitializedCapacity: 26) { room in
            guard let start = room.baseAddress else { return 0 }
            var cursor = ByteCursor(next: start)
            cursor.write(base32: id.high, id.low)
            return 26
        }
    }
}
