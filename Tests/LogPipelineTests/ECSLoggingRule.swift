/// The rules of elastic/ecs-logging (`spec/spec.json`) for log lines, in our own words.
struct ECSLoggingRule {
    var name: String
    var isRequired = false
    /// The place the field has in every line.
    var index: Int?
    /// False: the name must stand as it is, with its dots.
    var allowsNesting = true

    static let all = [
        ECSLoggingRule(name: "@timestamp", isRequired: true, index: 0),
        ECSLoggingRule(name: "log.level", isRequired: true, index: 1, allowsNesting: false),
        ECSLoggingRule(name: "message", isRequired: true, index: 2),
        ECSLoggingRule(name: "ecs.version", isRequired: true),
        ECSLoggingRule(name: "trace.id"), ECSLoggingRule(name: "transaction.id"), ECSLoggingRule(name: "service.name"),
        ECSLoggingRule(name: "event.dataset"),
    ]

    /// In keys of labels these stand for what `_` replaces.
    static let replacedInLabels: Set<Character> = [".", "*", "\\"]

    /// What is wrong with a line, by these rules and by ``ECSField``.
    static func problems(_ line: ParsedLine) -> [String] {
        let keys = line.keys
        var problems: [String] = []
        for rule in Self.all {
            guard let value = line.fields[rule.name] else {
                if rule.isRequired { problems.append("\(rule.name) is missing") }
                continue
            }
            if !(value is String) { problems.append("\(rule.name) is no text") }
            if let index = rule.index, keys.firstIndex(of: rule.name) != index {
                problems.append("\(rule.name) is not the field number \(index)")
            }
        }
        for (name, value) in line.fields {
            if name.hasPrefix("gateway.") { continue }
            if name.hasPrefix("labels.") {
                let key = name.dropFirst("labels.".count)
                if !(value is String) { problems.append("\(name) is no text") }
                if key.contains(where: Self.replacedInLabels.contains) { problems.append("\(name) can be taken apart") }
            } else if let problem = ECSField.problem(name, value) {
                problems.append(problem)
            }
        }
        return problems
    }
}
