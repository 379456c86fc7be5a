import Foundation

/// One line of the access log (telemetry.md section 5).
struct AccessLine {
    private let members: [String: Any]
    private let bytes: Data

    init(_ line: Data) throws {
        guard let members = try JSONSerialization.jsonObject(with: line) as? [String: Any] else {
            throw HarnessError("no object: \(String(decoding: line, as: UTF8.self))")
        }
        self.members = members
        self.bytes = line
    }

    /// Reads a log; a last line that is still being written is left out.
    static func parse(_ log: Data) throws -> [AccessLine] {
        guard let end = log.lastIndex(of: 0x0A) else { return [] }
        return try log[..<end].split(separator: 0x0A).map { try AccessLine($0) }
    }

    /// The line that holds a text; nil when it is not there, or not yet whole.
    static func find(_ text: String, in log: Data) throws -> AccessLine? {
        guard let place = log.range(of: Data(text.utf8)), let end = log[place.upperBound...].firstIndex(of: 0x0A) else {
            return nil
        }
        let start = log[..<place.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? log.startIndex
        return try AccessLine(log[start..<end])
    }

    /// The whole line.
    var text: String { String(decoding: self.bytes, as: UTF8.self) }

    func text(_ key: String) -> String? { self.members[key] as? String }
    func number(_ key: String) -> Int? { (self.members[key] as? NSNumber)?.intValue }
    func texts(_ key: String) -> [String]? { self.members[key] as? [String] }
    func flag(_ key: String) -> Bool? { (self.members[key] as? NSNumber)?.boolValue }

    var requestID: String { self.text("http.request.id") ?? "" }
    var status: Int { self.number("http.response.status_code") ?? 0 }
    /// The code; empty for success.
    var reason: String { self.text("event.reason") ?? "" }
    var duration: Int { self.number("event.duration") ?? -1 }

    /// `gateway.phase_ns.*` by the phase's name.
    var phases: [String: Int] {
        var phases: [String: Int] = [:]
        for (key, value) in self.members where key.hasPrefix("gateway.phase_ns.") {
            phases[String(key.dropFirst("gateway.phase_ns.".count))] = (value as? NSNumber)?.intValue ?? 0
        }
        return phases
    }

    /// What the law says is the duration.
    var phaseSum: Int { self.phases.values.reduce(0, +) }
}
