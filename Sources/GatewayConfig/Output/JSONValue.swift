/// JSON with its members in the order given, so that output can be compared byte for byte.
package indirect enum JSONValue: Sendable {
    case object([(String, JSONValue)])
    case array([JSONValue])
    case text(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case null

    /// Over several lines, indented by two spaces, with a final newline.
    package var text: String {
        var text = ""
        self.write(to: &text, indent: "\n")
        return text + "\n"
    }

    private func write(to text: inout String, indent: String) {
        switch self {
        case .object(let members):
            let parts = members.map { (name: Self.quoted($0.0) + ": ", value: $0.1) }
            Self.write(parts, open: "{", close: "}", to: &text, indent: indent)
        case .array(let values):
            Self.write(values.map { (name: "", value: $0) }, open: "[", close: "]", to: &text, indent: indent)
        case .text(let value): text += Self.quoted(value)
        case .integer(let value): text += String(value)
        case .number(let value): text += value.isFinite ? String(value) : "null"
        case .boolean(let value): text += value ? "true" : "false"
        case .null: text += "null"
        }
    }

    private static func write(
        _ parts: [(name: String, value: JSONValue)],
        open: String,
        close: String,
        to text: inout String,
        indent: String
    ) {
        text += open
        for (index, part) in parts.enumerated() {
            text += (index == 0 ? "" : ",") + indent + "  " + part.name
            part.value.write(to: &text, indent: indent + "  ")
        }
        text += (parts.isEmpty ? "" : indent) + close
    }

    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
