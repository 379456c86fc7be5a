package import Telemetry

extension Reports {
    /// `telemetry describe`: every metric family, by name.
    package static func telemetry(_ families: [FamilyDescriptor] = Families.all) -> (text: String, json: JSONValue) {
        let sorted = families.sorted { $0.name < $1.name }
        return (sorted.map(Self.text).joined(separator: "\n"), .array(sorted.map(Self.json)))
    }

    private static func text(_ family: FamilyDescriptor) -> String {
        let unit = family.unit == .none ? "" : " in \(family.unit.rawValue)"
        let limit = family.limit.map { "at most \($0) series" } ?? "as many series as the configuration needs"
        let traits = "\(family.kind.rawValue)\(unit), \(limit), since \(family.since)"
        var lines = [family.name, "  \(family.help)", "  \(traits)"]
        for label in family.labels { lines.append("  \(label.name): \(Self.values(of: label))") }
        if !family.collapsingLabels.isEmpty {
            lines.append("  becomes _other when full: \(family.collapsingLabels.joined(separator: ", "))")
        }
        if let bounds = family.layout?.bounds {
            lines.append("  buckets: \(bounds.map { "\($0)" }.joined(separator: " ")) +Inf; native schema 3")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func values(of label: LabelDeclaration) -> String {
        switch label.values {
        case .closed(let texts): texts.filter { !$0.isEmpty }.joined(separator: ", ")
        case .configured: "a name of the configuration"
        case .status: "a registered HTTP status, or _other"
        case .index: "a number from 0"
        case .own: "a text of the gateway's own"
        case .open(let cap): "the \(cap) most frequent texts from outside, or _other"
        }
    }

    private static func json(_ family: FamilyDescriptor) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .text(family.name)), ("type", .text(family.kind.rawValue)),
            ("unit", family.unit == .none ? .null : .text(family.unit.rawValue)), ("help", .text(family.help)),
            ("since", .text(family.since)), ("labels", .array(family.labels.map(Self.json))),
            ("collapses", .array(family.collapsingLabels.map { .text($0) })),
            ("series_limit", family.limit.map { .integer($0) } ?? .null),
        ]
        if let bounds = family.layout?.bounds {
            members.append(("buckets", .array(bounds.map { .number($0) })))
            members.append(("native_schema", .integer(FamilyDescriptor.nativeSchema)))
        }
        return .object(members)
    }

    private static func json(_ label: LabelDeclaration) -> JSONValue {
        let kind: String
        var values: [String]?
        switch label.values {
        case .closed(let texts):
            kind = "closed"
            // The empty text leaves the label out.
            values = texts.filter { !$0.isEmpty }
        case .configured: kind = "configured"
        case .status: kind = "status"
        case .index: kind = "index"
        case .own: kind = "own"
        case .open: kind = "open"
        }
        var members: [(String, JSONValue)] = [("name", .text(label.name)), ("kind", .text(kind))]
        if let values { members.append(("values", .array(values.map { .text($0) }))) }
        return .object(members)
    }
}
